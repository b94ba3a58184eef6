package health.consilium.fhir;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of searches.
 *
 * @param timeout how long the database may look for an answer; a search that takes longer is refused
 */
@Validated
@ConfigurationProperties("consilium.fhir.search")
record SearchSettings(@DefaultValue("20s") @NotNull @DurationMin(seconds = 1) Duration timeout) {}
