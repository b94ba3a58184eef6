package health.consilium.retention.rules;

import java.util.Arrays;
import java.util.Optional;

/** Why something is erased; codes of {@code CodeSystem/purge-reason}. */
public enum Reason {
    CONSENT_EXPIRED("consent-expired"),
    CONSENT_REVOKED("consent-revoked"),
    PATIENT_REQUEST("patient-request"),
    RETENTION_ENDED("retention-ended"),
    RECEIVED_IN_ERROR("received-in-error");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<Reason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code.equals(code))
                .findFirst();
    }

    /** What should never have arrived was never ours to keep; every other wish is outranked by a duty to keep. */
    public boolean yieldsToDuty() {
        return this != RECEIVED_IN_ERROR;
    }
}
