package health.consilium.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;

/**
 * Carries refusals out of an operation or a storage hook to {@link ErrorTranslator}; rolls the transaction back. One of HAPI's
 * own exceptions, so that an entry of a batch that is refused has the status of its refusal, and not 500.
 */
public final class RefusedException extends BaseServerResponseException {

    private final transient List<Refusal> refusals;

    public RefusedException(List<Refusal> refusals) {
        super(
                refusals.get(0).status(),
                refusals.get(0).code() + ": " + refusals.get(0).message());
        this.refusals = List.copyOf(refusals);
    }

    public List<Refusal> refusals() {
        return refusals;
    }

    public int status() {
        return getStatusCode();
    }

    /** A refusal is no failure of ours: where it was decided is of no use to anybody. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
