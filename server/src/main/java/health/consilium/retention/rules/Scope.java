package health.consilium.retention.rules;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a purge erases; codes of {@code CodeSystem/purge-scope}. */
public enum Scope {
    /** What a centre holds. It erases, and attests it. */
    CENTRE_COPY("centre-copy"),
    /** Documents and clinical facts. Who worked on the case, and when, stays. */
    RECORDS("records"),
    /** Everything but the proof that it is gone. */
    CASE("case");

    /** What is no record, though R4 calls it clinical: who the patient is, and what was agreed and paid. */
    private static final Set<String> NO_RECORDS =
            Set.of("Patient", "RelatedPerson", "Claim", "Coverage", "RequestGroup");

    private final String code;

    Scope(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<Scope> of(String code) {
        return Arrays.stream(values()).filter(scope -> scope.code.equals(code)).findFirst();
    }

    /**
     * Whether resources of this type are to go.
     *
     * @param clinical the types of clinical facts and documents
     */
    public boolean takes(String type, Set<String> clinical) {
        return switch (this) {
            case CENTRE_COPY -> false;
            case RECORDS -> records(clinical).contains(type);
            case CASE -> true;
        };
    }

    private static Set<String> records(Set<String> clinical) {
        Set<String> records = new HashSet<>(clinical);
        records.addAll(Set.of("DocumentReference", "Composition"));
        records.removeAll(NO_RECORDS);
        return records;
    }
}
