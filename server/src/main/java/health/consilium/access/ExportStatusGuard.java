package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.ExportJobs;
import health.consilium.fhir.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Only who started an export asks for it, fetches it, or ends it; HAPI would let anybody who may export at all. */
@Component
@Interceptor(order = -80)
class ExportStatusGuard implements EndpointInterceptor {

    private static final String POLL = "$export-poll-status";
    private static final String JOB = "_jobId";
    private static final String RETRY_AFTER = "Retry-After";
    private static final Pattern STARTED = Pattern.compile("[?&]" + JOB + "=([^&]+)");

    private final Callers callers;
    private final Exports exports;
    private final ExportJobs jobs;

    ExportStatusGuard(Callers callers, Exports exports, @Lazy ExportJobs jobs) {
        this.callers = callers;
        this.exports = exports;
        this.jobs = jobs;
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
    public void asked(ServletRequestDetails request) {
        if (!POLL.equals(request.getOperation())) {
            return;
        }
        String[] ids = request.getParameters().get(JOB);
        if (ids == null || ids.length != 1) {
            throw Refusal.badRequest("malformed", "Name the export by one parameter " + JOB + " in the address.", JOB)
                    .asException();
        }
        Optional<String> key = jobs.key(ids[0]);
        if (key.filter(known -> exports.isOf(known, callers.of(request))).isEmpty()) {
            key.filter(known -> exports.owner(known).isEmpty()).ifPresent(ended -> jobs.cancel(ids[0]));
            throw Refusal.notFound(
                            "There is no such export for you. One that was ended, because what its owner may see has"
                                    + " changed, is gone; start another.")
                    .asException();
        }
        if (request.getRequestType() == RequestTypeEnum.DELETE) {
            exports.end(key.get());
        }
    }

    /** HAPI tells clients to come back after two minutes, and takes that long; who waits should not have to. */
    @Hook(Pointcut.SERVER_PROCESSING_COMPLETED_NORMALLY)
    public void answered(ServletRequestDetails request) {
        HttpServletResponse response = request.getServletResponse();
        if (request.getUserData().get(Exports.KEY) instanceof String key && response != null) {
            Matcher job = STARTED.matcher(String.valueOf(response.getHeader("Content-Location")));
            if (job.find()) {
                exports.started(key, job.group(1));
            }
        }
        if (POLL.equals(request.getOperation()) && response != null && response.containsHeader(RETRY_AFTER)) {
            response.setHeader(RETRY_AFTER, String.valueOf(Exports.AGAIN.toSeconds()));
            jobs.hasten();
        }
    }
}
