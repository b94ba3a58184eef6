package health.consilium.centres.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of a directory file. */
public enum DirectoryColumn {
    CENTRE(true, "code of the centre: a to z, 0 to 9, hyphen, at most 40"),
    CENTRE_NAME(true, "name of the centre"),
    CITY(false, "city"),
    REGION(false, "state or province, as public holidays need it"),
    COUNTRY(true, "country, two letters (ISO 3166-1)"),
    TIME_ZONE(false, "time zone (IANA), such as Asia/Seoul"),
    EMAIL(false, "where the centre is written to"),
    SERVICE(true, "code of the review service: a to z, 0 to 9, hyphen, at most 40"),
    SERVICE_NAME(true, "name of the review service"),
    ACTIVE(false, "true or false; true when empty"),
    SPECIALTIES(true, "SNOMED CT codes, between semicolons"),
    LANGUAGES(true, "languages (BCP 47), between semicolons"),
    FORMATS(false, "forms in which records are taken (CodeSystem/accepted-format), between semicolons"),
    MODES(true, "remote, in-person or both, between semicolons"),
    TURNAROUND_DAYS(false, "business days promised"),
    VOLUMES(true, "patients a year by tumour type, such as breast=640; nsclc=420"),
    VOLUME_YEAR(true, "year that was counted"),
    VOLUME_REPORTED_ON(false, "day on which the centre handed the numbers in; empty where it only states them"),
    CURRENCY(true, "currency of the prices (ISO 4217)"),
    PRICES(true, "price list, such as review=780; image-reread=240 (CodeSystem/cost-line)"),
    PRICES_FROM(false, "day from which the prices hold"),
    CLOSURES(
            false,
            "days without any work and why, such as 2026-12-24/2027-01-01 Christmas, between semicolons; they are no business days"),
    NO_NEW_CASES(
            false,
            "days without new cases and why, such as 2027-02-01/2027-02-14 Ward moves, between semicolons; work on cases goes on"),
    ASKS(
            false,
            "what the service asks differently than the checklists and why, such as nsclc.mol.ngs=required/blocking The board decides by it; *.lab.cbc=14 Counts change; images=later Reports first"),
    ENDPOINT(false, "address of the centre's FHIR server, https"),
    SPECIALISTS(false, "specialists, name=SNOMED CT code, between semicolons");

    private final boolean required;
    private final String meaning;

    DirectoryColumn(boolean required, String meaning) {
        this.required = required;
        this.meaning = meaning;
    }

    public String header() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isRequired() {
        return required;
    }

    public String meaning() {
        return meaning;
    }

    static Optional<DirectoryColumn> of(String header) {
        return Stream.of(values())
                .filter(column -> column.header().equals(header))
                .findFirst();
    }
}
