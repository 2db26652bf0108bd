-- What can be searched was known by its id, and every word was stored; now by its number, without the words that all have.
ALTER TABLE "search_words" RENAME TO "search_words_by_id";--> statement-breakpoint
CREATE TABLE "searched" (
	"company_id" text COLLATE "C" NOT NULL,
	"subject_type" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	CONSTRAINT "searched_company_id_subject_type_number_pk" PRIMARY KEY("company_id","subject_type","number")
);--> statement-breakpoint
CREATE TABLE "search_words" (
	"company_id" text COLLATE "C" NOT NULL,
	"subject_type" text COLLATE "C" NOT NULL,
	"word" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	CONSTRAINT "search_words_company_id_subject_type_word_number_pk" PRIMARY KEY("company_id","subject_type","word","number")
);--> statement-breakpoint
INSERT INTO "searched" SELECT r."company_id", 'customer', r."number", ' ' || string_agg(w."word", ' ') FROM "search_words_by_id" w JOIN "customers" r ON r."id" = w."subject_id" WHERE w."subject_type" = 'customer' GROUP BY r."company_id", r."number";--> statement-breakpoint
INSERT INTO "search_words" SELECT r."company_id", 'customer', w."word", r."number" FROM "search_words_by_id" w JOIN "customers" r ON r."id" = w."subject_id" WHERE w."subject_type" = 'customer' AND w."word" NOT IN ('a', 'au', 'aux', 'avec', 'c', 'ce', 'd', 'dans', 'de', 'des', 'du', 'elle', 'en', 'est', 'et', 'il', 'j', 'je', 'l', 'la', 'le', 'les', 'n', 'ne', 'par', 'pas', 'plus', 'pour', 'que', 'qui', 's', 'se', 'sous', 'sur', 'un', 'une', 'y');--> statement-breakpoint
INSERT INTO "searched" SELECT r."company_id", 'intervention', r."number", ' ' || string_agg(w."word", ' ') FROM "search_words_by_id" w JOIN "interventions" r ON r."id" = w."subject_id" WHERE w."subject_type" = 'intervention' GROUP BY r."company_id", r."number";--> statement-breakpoint
INSERT INTO "search_words" SELECT r."company_id", 'intervention', w."word", r."number" FROM "search_words_by_id" w JOIN "interventions" r ON r."id" = w."subject_id" WHERE w."subject_type" = 'intervention' AND w."word" NOT IN ('a', 'au', 'aux', 'avec', 'c', 'ce', 'd', 'dans', 'de', 'des', 'du', 'elle', 'en', 'est', 'et', 'il', 'j', 'je', 'l', 'la', 'le', 'les', 'n', 'ne', 'par', 'pas', 'plus', 'pour', 'que', 'qui', 's', 'se', 'sous', 'sur', 'un', 'une', 'y');--> statement-breakpoint
DROP TABLE "search_words_by_id";--> statement-breakpoint
-- Made anew, so that they stand last: the tables' files say why.
DROP INDEX "customers_external_id";--> statement-breakpoint
CREATE UNIQUE INDEX "customers_external_id" ON "customers" USING btree ("company_id","external_id");--> statement-breakpoint
DROP INDEX "interventions_external_id";--> statement-breakpoint
CREATE UNIQUE INDEX "interventions_external_id" ON "interventions" USING btree ("company_id","external_id");