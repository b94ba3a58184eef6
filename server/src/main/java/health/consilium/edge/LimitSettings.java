package health.consilium.edge;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration under {@code consilium.limits}: what one caller may take, on all servers of a database together. Each number
 * is also how much may come at once; it fills up again evenly.
 *
 * @param person FHIR requests a minute of one person in one app, with those of administration, and ten times as many an hour.
 *     A search, an operation or a bundle counts as ten, a page of up to 200 as forty, an export as a hundred; what a bundle
 *     reads counts besides, as if it were asked for alone
 * @param system the same of one system, but for what it sends
 * @param systemWrites what one system sends a minute: a resource counts as one, a bundle as ten
 * @param tokens requests a minute to the token endpoint and its like of one client at one address; ten times as many of all
 *     its clients
 * @param signIn failed tries in a quarter of an hour of one account at one address; fifty times as many for all accounts
 * @param links links in a quarter of an hour that one address asks for one account; ten times as many for all accounts
 * @param sessions sessions a minute that one address begins without having signed in
 * @param sharedLinks requests a minute for what lies behind a patient's link, of one address
 * @param badTokens access tokens a minute that are not valid, of one address; valid ones are not counted and go on
 * @param open requests a minute for what anybody may read, CapabilityStatement, discovery documents and keys, of one address;
 *     whether the server lives is not counted
 */
@Validated
@ConfigurationProperties("consilium.limits")
record LimitSettings(
        @Min(1) @DefaultValue("600") int person,
        @Min(1) @DefaultValue("6000") int system,
        @Min(1) @DefaultValue("60000") int systemWrites,
        @Min(1) @DefaultValue("600") int tokens,
        @Min(1) @DefaultValue("20") int signIn,
        @Min(1) @DefaultValue("5") int links,
        @Min(1) @DefaultValue("1200") int sessions,
        @Min(1) @DefaultValue("120") int sharedLinks,
        @Min(1) @DefaultValue("600") int badTokens,
        @Min(1) @DefaultValue("1200") int open) {

    /** As many at one address as use up their shares. */
    static final long CLIENTS = 10;

    /** As many at one address, a hospital's say, as mistype in the same quarter of an hour. */
    static final long ACCOUNTS = 50;
}
