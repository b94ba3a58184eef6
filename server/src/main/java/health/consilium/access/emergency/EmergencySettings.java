package health.consilium.access.emergency;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of access in an emergency.
 *
 * @param privacyOfficer who is told of each emergency: a {@code Practitioner/…} with a mail address. While it is not set nobody
 *     can declare one.
 * @param perHour how often one person may try to declare an emergency within an hour
 */
@Validated
@ConfigurationProperties("consilium.emergency")
record EmergencySettings(String privacyOfficer, @DefaultValue("3") @Min(1) int perHour) {}
