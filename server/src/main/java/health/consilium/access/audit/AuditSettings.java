package health.consilium.access.audit;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the audit trail.
 *
 * @param linkInterval how long an event waits at most until it is linked into the chain of hashes
 * @param headInterval how often the log is told where the chain ends, so that where the log is kept one knows how long it was
 * @param verifyAt time of day (UTC) at which the whole chain is verified
 */
@Validated
@ConfigurationProperties("consilium.audit")
record AuditSettings(
        @DefaultValue("5s") @NotNull Duration linkInterval,
        @DefaultValue("1h") @NotNull Duration headInterval,
        @DefaultValue("03:00") @NotNull LocalTime verifyAt) {}
