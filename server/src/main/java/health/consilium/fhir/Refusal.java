package health.consilium.fhir;

import java.time.Duration;
import java.util.List;

/**
 * Why a request is not carried out, in the words the caller gets. Never clinical content: this text ends in logs.
 *
 * @param status HTTP status, 4xx
 * @param code code from {@code CodeSystem/outcome-code}
 * @param message what is wrong and what to do about it
 * @param expressions FHIRPath of the elements concerned, if any
 * @param offer the Claim that prices what is not included, such as {@code Claim/1}; null when nothing is offered
 * @param retryAfter how long to wait before the same may succeed; null when waiting does not help
 */
public record Refusal(
        int status, String code, String message, List<String> expressions, String offer, Duration retryAfter) {

    public Refusal(int status, String code, String message, List<String> expressions) {
        this(status, code, message, expressions, null, null);
    }

    /** The same, with what would make it possible. */
    public Refusal offering(String claim) {
        return new Refusal(status, code, message, expressions, claim, retryAfter);
    }

    /** The same, to be tried again after some time. */
    public Refusal after(Duration wait) {
        return new Refusal(status, code, message, expressions, offer, wait);
    }

    /** The same, of a resource of this type that stands at a place in something larger. */
    Refusal within(String type, String place) {
        List<String> placed = expressions.stream()
                .map(expression -> expression.equals(type) || expression.startsWith(type + ".")
                        ? place + expression.substring(type.length())
                        : expression)
                .toList();
        return new Refusal(status, code, message, placed, offer, retryAfter);
    }

    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, List.of());
    }

    /** 422: understood, but against a rule. */
    public static Refusal unprocessable(String code, String message, String... expressions) {
        return new Refusal(422, code, message, List.of(expressions));
    }

    /** 400: not understood. */
    public static Refusal badRequest(String code, String message, String... expressions) {
        return new Refusal(400, code, message, List.of(expressions));
    }

    /** 403: this caller may not. */
    public static Refusal forbidden(String message) {
        return new Refusal(403, "forbidden", message, List.of());
    }

    /** 404: also for what the caller may not know to exist. */
    public static Refusal notFound(String message) {
        return new Refusal(404, "not-found", message, List.of());
    }

    /** 409: at odds with the state of things. */
    public static Refusal conflict(String code, String message) {
        return new Refusal(409, code, message, List.of());
    }

    /** 412: the caller works on a version that is no longer current, or did not say which. */
    public static Refusal precondition(String code, String message) {
        return new Refusal(412, code, message, List.of());
    }

    public RefusedException asException() {
        return new RefusedException(List.of(this));
    }
}
