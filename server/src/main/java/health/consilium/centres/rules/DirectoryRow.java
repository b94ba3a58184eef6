package health.consilium.centres.rules;

import health.consilium.centres.rules.ReviewService.Absences;
import health.consilium.terminology.rules.CentreOverride;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a directory file: one review service and the centre that gives it.
 *
 * @param line line of the file on which it begins
 * @param asks empty when the file has no column for it
 * @param endpoint address of the centre's FHIR server
 */
public record DirectoryRow(
        long line,
        Centre centre,
        Service service,
        Volumes volumes,
        Prices prices,
        Absences absences,
        Optional<Asks> asks,
        Optional<String> endpoint,
        List<Specialist> specialists) {

    /** The same on every row of the centre. */
    public record Centre(
            String code, String name, String city, String region, String country, String timeZone, String email) {}

    /**
     * @param specialties SNOMED CT
     * @param languages BCP 47
     * @param formats {@code CodeSystem/accepted-format}
     * @param turnaround business days promised
     */
    public record Service(
            String code,
            String name,
            boolean active,
            List<String> specialties,
            List<String> languages,
            List<String> formats,
            List<Mode> modes,
            Optional<BigDecimal> turnaround) {}

    /**
     * @param perYear patients by tumour type
     * @param reported day on which the centre handed them in; empty where it only states them
     */
    public record Volumes(Map<String, Integer> perYear, int year, Optional<LocalDate> reported) {}

    public record Prices(String currency, Map<CostLine, BigDecimal> amounts, Optional<LocalDate> from) {}

    /** @param imagesLater why images are not wanted at first contact; empty when they are */
    public record Asks(List<CentreOverride> overrides, Optional<String> imagesLater) {}

    /** @param specialty SNOMED CT */
    public record Specialist(String name, String specialty) {}
}
