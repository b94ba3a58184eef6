package health.consilium.retention;

import health.consilium.retention.rules.Duty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
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
 * @param exportWait how long an erasure waits for bulk exports that are under way; then they are cancelled
 */
@Validated
@ConfigurationProperties("consilium.retention")
record RetentionSettings(
        Map<String, Law> countries, @DefaultValue("10m") @NotNull @DurationMin(seconds = 0) Duration exportWait) {

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
