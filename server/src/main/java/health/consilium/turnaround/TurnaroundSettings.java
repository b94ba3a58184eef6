package health.consilium.turnaround;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of turnaround. Times allowed and the chase ladder are data: {@code PlanDefinition/pathway} and
 * {@code PlanDefinition/chase-ladder}.
 *
 * @param observeEvery how often the observed turnaround of each centre is reckoned and kept as a MeasureReport
 * @param closuresEvery how often closures are looked for that were published after a due date was given and lie before it
 */
@Validated
@ConfigurationProperties("consilium.turnaround")
public record TurnaroundSettings(
        @DefaultValue("6h") @NotNull @DurationMin(minutes = 1) Duration observeEvery,
        @DefaultValue("10m") @NotNull @DurationMin(minutes = 1) Duration closuresEvery) {}
