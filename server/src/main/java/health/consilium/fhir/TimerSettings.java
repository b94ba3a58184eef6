package health.consilium.fhir;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the timers, which lie in the database and are shared by all servers on it.
 *
 * @param pollInterval how often a server looks for timers that are due
 * @param threads timers that one server runs at the same time; each may hold a database connection
 * @param heartbeat how often a server tells that it still runs a timer. One that has been silent for four of them is taken
 *     for dead, and another server runs its timers again.
 * @param shutdownWait how long a server that is stopped waits for the timers it runs
 * @param farBehind a timer that is late by more than this makes {@code /actuator/health} say so
 */
@Validated
@ConfigurationProperties("consilium.timers")
public record TimerSettings(
        @DefaultValue("2s") @NotNull @DurationMin(millis = 50) Duration pollInterval,
        @DefaultValue("4") @Min(1) @Max(50) int threads,
        @DefaultValue("10s") @NotNull @DurationMin(seconds = 1) Duration heartbeat,
        @DefaultValue("20s") @NotNull @DurationMin(seconds = 0) Duration shutdownWait,
        @DefaultValue("15m") @NotNull @DurationMin(seconds = 1) Duration farBehind) {}
