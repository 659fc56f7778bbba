// Deferred acceptance under nested caps in tuned C++: what the benchmarks take for the limit of one core. It reads the dump that
// Limit.cs writes, solves it as often as asked, and prints for each time the CPU nanoseconds of the solving and the checksum of the
// outcome. Own work, with the same measure of what counts: from wishes, scores and lottery numbers in memory to every granted wish and
// every cutoff; all memory is taken anew each time.
//
//     g++ -O3 -march=native -std=c++17 -o limit limit.cpp && ./limit DUMP TIMES

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <vector>

using u32 = uint32_t;
using u64 = uint64_t;

static const u64 Closed = 0xFFFFFFFFFFFFFFFFull;
static const u32 NoCap = 0x7FFFFFFFu;
static const u32 None = 0xFFFFFFFFu;

struct Wish { u32 position, score; };

struct Instance {
    std::vector<u32> park_caps, unit_parks, unit_caps, position_units, position_seats, lottery, wish_starts;
    std::vector<Wish> wishes;
};

struct Holder { u64 key; u32 applicant, wish; };

// Memory that is not cleared: every entry is written before it is read.
template <class T> using Block = std::unique_ptr<T[]>;
template <class T> static Block<T> take(size_t count) { return Block<T>(new T[count]); }

static inline void sink(Holder* heap, u32 count, Holder holder) {
    u32 hole = 0;
    for (u32 child = 1; child < count; child = 2 * hole + 1) {
        child += child + 1 < count && heap[child + 1].key < heap[child].key;
        if (holder.key <= heap[child].key) break;
        heap[hole] = heap[child];
        hole = child;
    }
    heap[hole] = holder;
}

static inline void rise(Holder* heap, u32 hole, Holder holder) {
    while (hole > 0 && holder.key < heap[(hole - 1) / 2].key) {
        heap[hole] = heap[(hole - 1) / 2];
        hole = (hole - 1) / 2;
    }
    heap[hole] = holder;
}

struct Place { u32 start, seats, held, unit; };

// A unit or a park. Its heap, the worst on top, is made when it is full for the first time; who has left it meanwhile by another door is
// found out when they come to the top.
struct Level {
    u32 cap, held;
    bool built;
    std::vector<Holder> heap;
};

struct Outcome { Block<u32> granted; Block<u64> positions, units, parks; };

template <bool Caps> static Outcome solve(const Instance& in) {
    const u32 positions = in.position_seats.size(), units = in.unit_caps.size(), parks = in.park_caps.size(), applicants = in.lottery.size();
    Outcome out{take<u32>(applicants), take<u64>(positions), take<u64>(units), take<u64>(parks)};
    u32* granted = out.granted.get();
    u64* bars = out.positions.get();
    auto places = take<Place>(positions);
    u32 seats = 0;
    for (u32 position = 0; position < positions; position++) {
        places[position] = {seats, in.position_seats[position], 0, in.position_units[position]};
        seats += in.position_seats[position];
        bars[position] = in.position_seats[position] ? 0 : Closed;
    }
    auto holders = take<Holder>(seats);
    std::vector<Level> unit_levels, park_levels;
    std::vector<std::vector<u32>> positions_of_unit, units_of_park;
    if (Caps) {
        unit_levels.resize(units);
        park_levels.resize(parks);
        positions_of_unit.resize(units);
        units_of_park.resize(parks);
        for (u32 unit = 0; unit < units; unit++) {
            unit_levels[unit] = {in.unit_caps[unit], 0, false, {}};
            units_of_park[in.unit_parks[unit]].push_back(unit);
        }
        for (u32 park = 0; park < parks; park++) park_levels[park] = {in.park_caps[park], 0, false, {}};
        for (u32 position = 0; position < positions; position++) positions_of_unit[in.position_units[position]].push_back(position);
    }

    auto gather = [&](Level& level, u32 unit) {
        for (u32 position : positions_of_unit[unit]) {
            const Place& place = places[position];
            for (u32 i = 0; i < place.held; i++) {
                level.heap.push_back({});
                rise(level.heap.data(), level.heap.size() - 1, holders[place.start + i]);
            }
        }
    };
    auto drop_left = [&](Level& level) {
        while (!level.heap.empty() && granted[level.heap[0].applicant] != level.heap[0].wish) {
            Holder last = level.heap.back();
            level.heap.pop_back();
            if (!level.heap.empty()) sink(level.heap.data(), level.heap.size(), last);
        }
    };
    auto enter = [](Level& level, Holder holder) {
        level.heap.push_back({});
        rise(level.heap.data(), level.heap.size() - 1, holder);
    };

    // The order is free: who scores high in the first wish comes first, in 1,024 steps, so bars stand high early.
    const u32 Ahead = 16;
    auto order = take<u32>(applicants);
    auto score_of = [&](u32 applicant) {
        const u32 wish = in.wish_starts[applicant];
        return wish < in.wish_starts[applicant + 1] ? in.wishes[wish].score : 0;
    };
    u32 highest = 0;
    for (u32 applicant = 0; applicant < applicants; applicant++) highest = std::max(highest, score_of(applicant));
    u32 step = 0, next[1024] = {};
    while (highest >> step > 1023) step++;
    for (u32 applicant = 0; applicant < applicants; applicant++) next[1023 - (score_of(applicant) >> step)]++;
    for (u32 level = 0, start = 0; level < 1024; level++) { const u32 count = next[level]; next[level] = start; start += count; }
    for (u32 applicant = 0; applicant < applicants; applicant++) order[next[1023 - (score_of(applicant) >> step)]++] = applicant;

    // Two rings stand between the steps: displaced applicants wait while the rest of their row arrives, proposals over the bar while the
    // position's heap does.
    struct Reader { u32 applicant, wish; };
    struct Proposal { Holder holder; u32 position; };
    const u32 Ring = 64;
    Reader readers[Ring];
    Proposal proposals[Ring];
    u32 readers_in = 0, readers_out = 0, proposals_in = 0, proposals_out = 0;
    auto expect_row = [&](u32 wish) {
        __builtin_prefetch(&in.wishes[wish]);
        __builtin_prefetch((const char*)&in.wishes[wish] + 64);
    };
    auto read_on_later = [&](u32 applicant, u32 wish) {
        if (wish == in.wish_starts[applicant + 1]) return;
        expect_row(wish);
        readers[readers_in++ % Ring] = {applicant, wish};
    };

    auto offer = [&] {
        const Proposal waited = proposals[proposals_out++ % Ring];
        const u32 position = waited.position;
        const Holder proposal = waited.holder;
        if (proposal.key < bars[position]) { read_on_later(proposal.applicant, proposal.wish + 1); return; }
        Place& place = places[position];
        Holder* heap = &holders[place.start];
        Holder leaving{0, None, 0};
        if (place.held == place.seats) {
            leaving = heap[0];
            sink(heap, place.held, proposal);
            bars[position] = heap[0].key;
        } else {
            if (Caps) {
                Level& unit = unit_levels[place.unit];
                const u32 park_number = in.unit_parks[place.unit];
                Level& park = park_levels[park_number];
                Level* full = unit.held == unit.cap ? &unit : park.held == park.cap ? &park : nullptr;
                if (full) {
                    if (!full->built) {
                        full->built = true;
                        if (full == &unit) gather(unit, place.unit);
                        else for (u32 member : units_of_park[park_number]) gather(park, member);
                    }
                    drop_left(*full);
                    if (full->heap.empty() || proposal.key < full->heap[0].key) {
                        bars[position] = full->heap.empty() ? Closed : full->heap[0].key;
                        read_on_later(proposal.applicant, proposal.wish + 1);
                        return;
                    }
                    leaving = full->heap[0];
                    Place& from = places[in.wishes[leaving.wish].position];
                    unit_levels[from.unit].held--;
                    if (--from.held) sink(&holders[from.start], from.held, holders[from.start + from.held]);
                    unit.held++;
                } else {
                    unit.held++;
                    park.held++;
                }
            }
            rise(heap, place.held++, proposal);
            if (place.held == place.seats && heap[0].key > bars[position]) bars[position] = heap[0].key;
        }
        granted[proposal.applicant] = proposal.wish;
        if (Caps) {
            Level& unit = unit_levels[place.unit];
            Level& park = park_levels[in.unit_parks[place.unit]];
            if (unit.built) enter(unit, proposal);
            if (park.built) enter(park, proposal);
        }
        if (leaving.applicant != None) {
            granted[leaving.applicant] = None;
            read_on_later(leaving.applicant, leaving.wish + 1);
        }
    };

    // The next wish that is not under the bar becomes a proposal.
    auto read_on = [&](u32 applicant, u32 wish) {
        const u64 low = (u32)~in.lottery[applicant];
        for (const u32 end = in.wish_starts[applicant + 1]; wish < end; wish++) {
            const u32 position = in.wishes[wish].position;
            const u64 key = (u64)in.wishes[wish].score << 32 | low;
            if (key < bars[position]) continue;
            __builtin_prefetch(&holders[places[position].start]);
            proposals[proposals_in++ % Ring] = {{key, applicant, wish}, position};
            break;
        }
        if (proposals_in - proposals_out > Ahead) offer();
    };

    std::fill_n(granted, applicants, None);
    for (u32 turn = 0; turn < applicants; turn++) {
        if (turn + 2 * Ahead < applicants) __builtin_prefetch(&in.wish_starts[order[turn + 2 * Ahead]]);
        if (turn + Ahead < applicants) {
            expect_row(in.wish_starts[order[turn + Ahead]]);
            __builtin_prefetch(&in.lottery[order[turn + Ahead]]);
        }
        read_on(order[turn], in.wish_starts[order[turn]]);
        while (readers_in - readers_out >= Ahead) {
            const Reader reader = readers[readers_out++ % Ring];
            read_on(reader.applicant, reader.wish);
        }
    }
    while (readers_in != readers_out || proposals_in != proposals_out) {
        if (readers_in != readers_out) {
            const Reader reader = readers[readers_out++ % Ring];
            read_on(reader.applicant, reader.wish);
        } else {
            offer();
        }
    }

    // What is full has a cutoff: its worst holder.
    auto unit_held = std::vector<u32>(units), park_held = std::vector<u32>(parks);
    for (u32 unit = 0; unit < units; unit++) out.units[unit] = Closed;
    for (u32 park = 0; park < parks; park++) out.parks[park] = Closed;
    for (u32 position = 0; position < positions; position++) {
        const Place& place = places[position];
        const u32 park = in.unit_parks[place.unit];
        const u64 worst = place.held ? holders[place.start].key : Closed;
        bars[position] = place.held == place.seats ? worst : 0;
        unit_held[place.unit] += place.held;
        park_held[park] += place.held;
        if (worst < out.units[place.unit]) out.units[place.unit] = worst;
        if (worst < out.parks[park]) out.parks[park] = worst;
    }
    for (u32 unit = 0; unit < units; unit++) if (unit_held[unit] < in.unit_caps[unit]) out.units[unit] = 0;
    for (u32 park = 0; park < parks; park++) if (park_held[park] < in.park_caps[park]) out.parks[park] = 0;
    return out;
}

static u64 mixed(u64 sum, u64 value) {
    sum = (sum ^ value) * 0x9E3779B97F4A7C15ull;
    return sum ^ sum >> 32;
}

static u64 checksum(const Instance& in, const Outcome& out) {
    u64 sum = 0;
    for (size_t i = 0; i < in.lottery.size(); i++) sum = mixed(sum, out.granted[i]);
    for (size_t i = 0; i < in.position_seats.size(); i++) sum = mixed(sum, out.positions[i]);
    for (size_t i = 0; i < in.unit_caps.size(); i++) sum = mixed(sum, out.units[i]);
    for (size_t i = 0; i < in.park_caps.size(); i++) sum = mixed(sum, out.parks[i]);
    return sum;
}

template <class T> static void read(FILE* file, std::vector<T>& items, u64 count) {
    items.resize(count);
    if (fread(items.data(), sizeof(T), count, file) != count) { fprintf(stderr, "the dump is too short\n"); exit(1); }
}

int main(int argc, char** argv) {
    if (argc != 3) { fprintf(stderr, "usage: limit DUMP TIMES\n"); return 2; }
    FILE* file = fopen(argv[1], "rb");
    u64 counts[5];
    if (!file || fread(counts, sizeof counts, 1, file) != 1) { fprintf(stderr, "cannot read %s\n", argv[1]); return 1; }
    Instance in;
    read(file, in.park_caps, counts[0]);
    read(file, in.unit_parks, counts[1]);
    read(file, in.unit_caps, counts[1]);
    read(file, in.position_units, counts[2]);
    read(file, in.position_seats, counts[2]);
    read(file, in.lottery, counts[3]);
    read(file, in.wish_starts, counts[3] + 1);
    read(file, in.wishes, counts[4]);
    fclose(file);

    bool caps = false;
    for (u32 cap : in.park_caps) caps |= cap != NoCap;
    for (u32 cap : in.unit_caps) caps |= cap != NoCap;
    for (int times = atoi(argv[2]); times > 0; times--) {
        timespec before, after;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
        const Outcome out = caps ? solve<true>(in) : solve<false>(in);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
        const long long spent = (after.tv_sec - before.tv_sec) * 1000000000ll + (after.tv_nsec - before.tv_nsec);
        printf("%lld %016llx\n", spent, (unsigned long long)checksum(in, out));
    }
    return 0;
}
