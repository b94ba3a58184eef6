package health.consilium.centres;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of estimates and of the directory.
 *
 * @param estimateDays days for which an estimate holds, the day it is made among them
 * @param pagesOfDocument pages that a document usually has which does not say how many; at most three times as many
 * @param pagesOfOpinion pages that an opinion usually has, for its translation; at most twice as many
 * @param oldestRateDays days that a supplied exchange rate may be old
 * @param directoryRows rows that a directory file may have
 * @param readAheadAfter how long after a start the directory is read ahead, so that the first match finds it read
 */
@Validated
@ConfigurationProperties("consilium.centres")
record CentresSettings(
        @DefaultValue("30") @Min(1) @Max(366) int estimateDays,
        @DefaultValue("3") @Min(1) @Max(100) int pagesOfDocument,
        @DefaultValue("3") @Min(1) @Max(100) int pagesOfOpinion,
        @DefaultValue("31") @Min(0) @Max(366) int oldestRateDays,
        @DefaultValue("10000") @Min(1) int directoryRows,
        @NotNull @DefaultValue("15s") Duration readAheadAfter) {}
