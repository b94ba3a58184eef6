package health.consilium.fhir;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the search for viruses.
 *
 * @param address where clamd, the daemon of ClamAV, listens, such as {@code clamd.internal:3310}. While it is not set nothing
 *     is scanned.
 * @param timeout for the whole of one scan, the bytes on their way to clamd included; what takes longer is refused
 */
@Validated
@ConfigurationProperties("consilium.antivirus")
record AntivirusSettings(
        @Pattern(
                        regexp = "[^\\s:/]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}",
                        message = "is a host and a port: clamd:3310")
                String address,
        @DefaultValue("60s") @NotNull @DurationMin(millis = 100) Duration timeout) {

    /** @throws IllegalArgumentException for a port that there cannot be */
    Optional<Clamd> scanner(Duration patience) {
        return Optional.ofNullable(address).map(at -> {
            int colon = at.lastIndexOf(':');
            return new Clamd(at.substring(0, colon), Integer.parseInt(at.substring(colon + 1)), patience);
        });
    }
}
