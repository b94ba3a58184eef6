package health.consilium.retention;

import health.consilium.retention.rules.Duty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of erasure.
 *
 * @param countries how long the law of a country has medical records kept, by its ISO 3166-1 code: {@code
 *     consilium.retention.countries.DE.years=10} after the end of the case, {@code ….DE.ground} the law, told to who asks for
 *     erasure before. A case is kept as long as the strictest law of the countries of its hospital and its patient says
 * @param whenOver what is done about a case that has to be kept no longer by the laws of all its countries and is under no legal
 *     hold: {@code ask} gives the desk a Task to erase it, {@code automatic} erases it. Of a case that touches a country without
 *     a law here nothing is done
 * @param lookAt time of day (UTC) at which such cases are looked for
 * @param exportWait how long an erasure waits for bulk exports that are under way; then they are cancelled
 */
@Validated
@ConfigurationProperties("consilium.retention")
record RetentionSettings(
        Map<String, Law> countries,
        @DefaultValue("ask") @NotNull WhenOver whenOver,
        @DefaultValue("04:00") @NotNull LocalTime lookAt,
        @DefaultValue("10m") @NotNull @DurationMin(seconds = 0) Duration exportWait) {

    /** What is done about a case that need not be kept. */
    enum WhenOver {
        ASK,
        AUTOMATIC
    }

    RetentionSettings {
        countries = countries == null ? Map.of() : Map.copyOf(countries);
    }

    /** How long, and by which law. */
    record Law(int years, @DefaultValue("medical-record duty") String ground) {}

    Map<String, Duty.Law> laws() {
        return countries.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toUpperCase(Locale.ROOT),
                        entry -> new Duty.Law(
                                entry.getValue().years(), entry.getValue().ground())));
    }
}
