package health.consilium.notification.rules;

import health.consilium.fhir.FhirPackage;
import java.util.Arrays;
import java.util.Optional;

/** What a client can subscribe to. The codes are those of {@code CodeSystem/subscription-topic}. */
public enum Topic {
    REFERRAL_SUBMITTED,
    INFORMATION_REQUESTED,
    REPORT_SUBMITTED,
    CASE_STAGE_CHANGED,
    PACKAGE_WITHDRAWN;

    private static final String BASE = FhirPackage.CANONICAL + "/SubscriptionTopic/";

    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** What a Subscription names as its criteria. */
    public String canonical() {
        return BASE + code();
    }

    /** The topic with this canonical, of whatever version. */
    public static Optional<Topic> of(String canonical) {
        String unversioned = String.valueOf(canonical).split("\\|")[0];
        return Arrays.stream(values())
                .filter(topic -> topic.canonical().equals(unversioned))
                .findFirst();
    }

    /** The topic with this code; none for what is told by mail alone, such as a reminder. */
    public static Optional<Topic> ofCode(String code) {
        return Arrays.stream(values())
                .filter(topic -> topic.code().equals(code))
                .findFirst();
    }
}
