-- Run by an administrator, with sqlcmd and the variables posting_password, applicant_password, matching_password, portal_password.
-- It may run again: what is there stays, passwords are set anew. One database a service, each with a login that reaches nothing else.

-- Binary, as SQLite compares text; a snapshot for readers, so that they do not wait for writers. The second is for speed only:
-- nothing in the product is correct because of it.
IF DB_ID('posting') IS NULL CREATE DATABASE posting COLLATE Latin1_General_100_BIN2;
IF DB_ID('applicant') IS NULL CREATE DATABASE applicant COLLATE Latin1_General_100_BIN2;
IF DB_ID('matching') IS NULL CREATE DATABASE matching COLLATE Latin1_General_100_BIN2;
IF DB_ID('portal') IS NULL CREATE DATABASE portal COLLATE Latin1_General_100_BIN2;
GO
ALTER DATABASE posting SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
ALTER DATABASE applicant SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
ALTER DATABASE matching SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
ALTER DATABASE portal SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
IF SUSER_ID('posting') IS NULL CREATE LOGIN posting WITH PASSWORD = '$(posting_password)', DEFAULT_DATABASE = posting;
ELSE ALTER LOGIN posting WITH PASSWORD = '$(posting_password)';
IF SUSER_ID('applicant') IS NULL CREATE LOGIN applicant WITH PASSWORD = '$(applicant_password)', DEFAULT_DATABASE = applicant;
ELSE ALTER LOGIN applicant WITH PASSWORD = '$(applicant_password)';
IF SUSER_ID('matching') IS NULL CREATE LOGIN matching WITH PASSWORD = '$(matching_password)', DEFAULT_DATABASE = matching;
ELSE ALTER LOGIN matching WITH PASSWORD = '$(matching_password)';
IF SUSER_ID('portal') IS NULL CREATE LOGIN portal WITH PASSWORD = '$(portal_password)', DEFAULT_DATABASE = portal;
ELSE ALTER LOGIN portal WITH PASSWORD = '$(portal_password)';
GO
-- Owner of its own database, because a service applies its schema scripts itself.
USE posting;
IF USER_ID('posting') IS NULL CREATE USER posting FOR LOGIN posting;
ALTER ROLE db_owner ADD MEMBER posting;
GO
USE applicant;
IF USER_ID('applicant') IS NULL CREATE USER applicant FOR LOGIN applicant;
ALTER ROLE db_owner ADD MEMBER applicant;
GO
USE matching;
IF USER_ID('matching') IS NULL CREATE USER matching FOR LOGIN matching;
ALTER ROLE db_owner ADD MEMBER matching;
GO
USE portal;
IF USER_ID('portal') IS NULL CREATE USER portal FOR LOGIN portal;
ALTER ROLE db_owner ADD MEMBER portal;
GO
