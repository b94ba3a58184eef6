package health.consilium.fhir;

import ca.uhn.fhir.context.ConfigurationException;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.term.ex.ExpansionTooCostlyException;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.hl7.fhir.instance.model.api.IBaseOperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * The last stop before HTTP: whatever was thrown becomes one OperationOutcome with our code in {@code details}. What we
 * did not foresee is logged with a reference number and told with that number alone.
 */
@Component
@Interceptor
class ErrorTranslator implements EndpointInterceptor {

    private static final Logger log = LoggerFactory.getLogger(ErrorTranslator.class);

    /** HAPI puts {@code HAPI-0572: } before its messages; of no use to a caller. */
    private static final Pattern HAPI_NUMBER = Pattern.compile("HAPI-\\d{3,5}: ");

    /** HAPI's own numbers for a reference without target: on write, by placeholder, within a transaction. */
    private static final Pattern DANGLING = Pattern.compile(
            "HAPI-(1094|1095|0541|1091|0535|2207|1096|0543|0515)|Invalid reference found|not found, specified in path");

    /** PostgreSQL's word for a query that ran into its timeout. */
    private static final String CANCELLED = "canceling statement due to";

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException translate(Throwable thrown, RequestDetails request) {
        Optional<RefusedException> refused = find(thrown, RefusedException.class);
        if (refused.isPresent()) {
            return exception(refused.get());
        }
        if (isReferredTo(thrown)) {
            return exception(Refusal.of(
                    409,
                    "dangling-reference",
                    "Another resource refers to this one, so that it cannot be deleted. Change or delete that one first, or"
                            + " mark this one entered-in-error."));
        }
        if (isStaleVersion(thrown)) {
            return exception(Refusal.precondition(
                    "stale-version",
                    "The resource has changed since you read it. Read it again, then repeat your change."));
        }
        if (find(thrown, ExpansionTooCostlyException.class).isPresent()) {
            return exception(Refusal.unprocessable(
                    "too-large",
                    "The value set has more codes than count asks for, or than this server gives at once. It is given as a"
                            + " whole or not at all: leave count out, or ask for a smaller value set."));
        }
        if (isTooSlow(thrown)) {
            return exception(Refusal.of(
                    503,
                    "timeout",
                    "The database took too long to find this. Ask for less: name a patient, a period or a code."));
        }
        Optional<BaseServerResponseException> known =
                find(thrown, BaseServerResponseException.class).filter(e -> e.getStatusCode() < 500);
        if (known.isPresent()) {
            return isMissing(known.get(), request)
                    ? exception(missing(request.getResourceName()))
                    : fromHapi(known.get());
        }
        if (find(thrown, DataFormatException.class).isPresent()) {
            return exception(Refusal.badRequest(
                    "malformed", text(find(thrown, DataFormatException.class).get())));
        }
        if (thrown instanceof UnsupportedCharsetException || thrown instanceof IllegalCharsetNameException) {
            return exception(
                    Refusal.of(415, "wrong-media-type", "The charset of Content-Type is not known; send UTF-8."));
        }
        if (isOfNoTypeInBodies(thrown)) {
            return exception(Refusal.badRequest(
                    "unknown-parameter",
                    "The operation takes no such parameter in a body. Its page lists those that it takes."));
        }
        if (isBadEscape(thrown)) {
            return exception(Refusal.badRequest(
                    "malformed",
                    "The parameters are not encoded: two hexadecimal digits follow a %, which itself is %25."));
        }
        return unforeseen(thrown, request);
    }

    static Refusal missing(String type) {
        return Refusal.notFound("There is no such " + type + " for you.");
    }

    /** HAPI's message for a parameter, such as a range of dates, that it reads from addresses alone. */
    private static boolean isOfNoTypeInBodies(Throwable thrown) {
        return thrown instanceof ConfigurationException
                && String.valueOf(thrown.getMessage()).startsWith("HAPI-1716: ");
    }

    /** HAPI reads parameters by {@link java.net.URLDecoder}. */
    private static boolean isBadEscape(Throwable thrown) {
        return thrown instanceof IllegalArgumentException
                && String.valueOf(thrown.getMessage()).startsWith("URLDecoder: ");
    }

    /** HAPI's words, and its 410, differ by whether there is or was something that the caller may not see. */
    private static boolean isMissing(BaseServerResponseException known, RequestDetails request) {
        return (known.getStatusCode() == 404 || known.getStatusCode() == 410)
                && (request.getRestOperationType() == RestOperationTypeEnum.READ
                        || request.getRestOperationType() == RestOperationTypeEnum.VREAD);
    }

    /** HAPI's searches run in a thread of their own, of which the message is all that comes back. */
    private static boolean isTooSlow(Throwable thrown) {
        return ExceptionUtils.getThrowableList(thrown).stream()
                .anyMatch(cause -> cause instanceof QueryTimeoutException
                        || cause instanceof jakarta.persistence.QueryTimeoutException
                        || String.valueOf(cause.getMessage()).contains(CANCELLED));
    }

    /** HAPI has one class for both conflicts, and tells them apart by words alone. */
    private static boolean isReferredTo(Throwable thrown) {
        return find(thrown, ResourceVersionConflictException.class)
                .filter(e -> String.valueOf(e.getMessage()).contains("Unable to delete"))
                .isPresent();
    }

    private static boolean isStaleVersion(Throwable thrown) {
        return find(thrown, ResourceVersionConflictException.class).isPresent()
                || find(thrown, OptimisticLockingFailureException.class).isPresent();
    }

    private BaseServerResponseException fromHapi(BaseServerResponseException known) {
        OperationOutcome outcome = (OperationOutcome) known.getOperationOutcome();
        if (outcome != null && outcome.getIssueFirstRep().getDetails().hasCoding()) {
            return known;
        }
        if (outcome != null && outcome.hasIssue() && known.getStatusCode() == 422) {
            outcome.getIssue().forEach(issue -> {
                if (!issue.getDetails().hasCoding()) {
                    issue.getDetails()
                            .addCoding()
                            .setSystem(Outcomes.CODE_SYSTEM)
                            .setCode("invalid-profile");
                }
            });
            return known;
        }
        return exception(Refusal.of(status(known), code(known), text(known)));
    }

    private static int status(BaseServerResponseException known) {
        if (isOfOtherMedia(known)) {
            return 415;
        }
        return isDangling(known) ? 422 : known.getStatusCode();
    }

    /** HAPI says 400 where HTTP has a status of its own. */
    private static boolean isOfOtherMedia(BaseServerResponseException known) {
        return known.getStatusCode() == 400
                && String.valueOf(known.getMessage()).contains("Incorrect Content-Type header value");
    }

    private static boolean isDangling(BaseServerResponseException known) {
        return (known.getStatusCode() == 400 || known.getStatusCode() == 422)
                && DANGLING.matcher(String.valueOf(known.getMessage())).find();
    }

    private static String code(BaseServerResponseException known) {
        String message = String.valueOf(known.getMessage());
        if (isDangling(known)) {
            return "dangling-reference";
        }
        if (isOfOtherMedia(known)) {
            return "wrong-media-type";
        }
        if (message.contains("Unknown resource type") || message.contains("does not know how to handle")) {
            return "unknown-resource";
        }
        return switch (known.getStatusCode()) {
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404, 410 -> "not-found";
            case 405, 501 -> "unsupported";
            case 406, 415 -> "wrong-media-type";
            case 409 -> "duplicate";
            case 412 -> "stale-version";
            case 413 -> "too-large";
            case 422 -> "invalid-profile";
            default -> message.contains("parameter") ? "unknown-parameter" : "malformed";
        };
    }

    private static String text(Throwable thrown) {
        String message =
                HAPI_NUMBER.matcher(String.valueOf(thrown.getMessage())).replaceAll("");
        return message.length() > 1000 ? message.substring(0, 1000) + "…" : message;
    }

    private static BaseServerResponseException exception(RefusedException refused) {
        BaseServerResponseException exception = exception(refused.status(), Outcomes.of(refused.refusals()));
        Optional.ofNullable(refused.refusals().get(0).retryAfter())
                // RFC 9110, 10.2.3: in whole seconds, and never too early.
                .ifPresent(wait -> exception.addResponseHeader(
                        HttpHeaders.RETRY_AFTER,
                        String.valueOf(wait.plusNanos(999_999_999).toSeconds())));
        return exception;
    }

    private static BaseServerResponseException exception(Refusal refusal) {
        return exception(refusal.status(), Outcomes.of(refusal));
    }

    private static BaseServerResponseException exception(int status, IBaseOperationOutcome outcome) {
        return new StatusException(status, outcome);
    }

    private static BaseServerResponseException unforeseen(Throwable thrown, RequestDetails request) {
        String number = UUID.randomUUID().toString().substring(0, 8);
        log.error(
                "Unforeseen failure {} on {} {}", number, request.getRequestType(), request.getResourceName(), thrown);
        return exception(new Refusal(
                500,
                "internal-error",
                "Something broke on our side; nothing was changed. Tell the operator this number: " + number,
                List.of()));
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        return Optional.ofNullable(ExceptionUtils.throwableOfType(thrown, type));
    }

    /** HAPI knows no exception for some of our statuses (428, 413); its own take status and outcome apart. */
    static final class StatusException extends BaseServerResponseException {
        StatusException(int status, IBaseOperationOutcome outcome) {
            super(status, ((OperationOutcome) outcome).getIssueFirstRep().getDiagnostics());
            setOperationOutcome(outcome);
        }
    }
}
