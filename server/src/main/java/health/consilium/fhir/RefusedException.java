package health.consilium.fhir;

import java.util.List;

/** Carries refusals out of an operation or a storage hook to {@link ErrorTranslator}; rolls the transaction back. */
public final class RefusedException extends RuntimeException {

    private final transient List<Refusal> refusals;

    public RefusedException(List<Refusal> refusals) {
        super(refusals.get(0).code() + ": " + refusals.get(0).message(), null, false, false);
        this.refusals = List.copyOf(refusals);
    }

    public List<Refusal> refusals() {
        return refusals;
    }

    public int status() {
        return refusals.get(0).status();
    }
}
