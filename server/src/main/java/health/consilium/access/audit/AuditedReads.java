package health.consilium.access.audit;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.access.EmergencyReads;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.EntryAnswer;
import health.consilium.access.audit.rules.Kind;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.RefusedException;
import health.consilium.fhir.ResourceTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseOperationOutcome;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Records what leaves through the endpoint, before it leaves: what cannot be recorded is not shown. And records what was
 * refused. What is written is recorded by {@link AuditedWrites}, in the transaction that writes it.
 */
@Component
@Interceptor
class AuditedReads implements EndpointInterceptor {

    private static final String TRACE = AuditedReads.class.getName() + ".trace";
    private static final String DONE = AuditedReads.class.getName() + ".done";
    private static final String ASKED = AuditedReads.class.getName() + ".asked";
    private static final String ONE = AuditedReads.class.getName() + ".one";
    private static final String WRITTEN = AuditedReads.class.getName() + ".written";

    /** After all that filters, before documents are streamed. */
    private static final int ORDER = 850;

    private static final Set<RestOperationTypeEnum> WRITES = Set.of(
            RestOperationTypeEnum.CREATE,
            RestOperationTypeEnum.UPDATE,
            RestOperationTypeEnum.PATCH,
            RestOperationTypeEnum.DELETE);

    private static final Set<RestOperationTypeEnum> HELD = Set.of(
            RestOperationTypeEnum.READ,
            RestOperationTypeEnum.VREAD,
            RestOperationTypeEnum.SEARCH_TYPE,
            RestOperationTypeEnum.GET_PAGE);

    /** What a centre reads through its grants leaves the desk's keeping. */
    private static final Set<String> DISCLOSED = Set.of("Binary", "DocumentReference");

    private final Recorder recorder;
    private final FhirStore store;
    private final EmergencyReads emergencies;
    private final AuditedEntries entries;

    AuditedReads(Recorder recorder, @Lazy FhirStore store, EmergencyReads emergencies, AuditedEntries entries) {
        this.recorder = recorder;
        this.store = store;
        this.emergencies = emergencies;
        this.entries = entries;
    }

    /** A search by POST has its conditions in the body; they are taken before anything is added to them. */
    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -200)
    public void begin(ServletRequestDetails request) {
        Requests.begin(request);
        RestOperationTypeEnum interaction = request.getRestOperationType();
        if (request.getRequestType() == RequestTypeEnum.POST && interaction == RestOperationTypeEnum.SEARCH_TYPE) {
            request.getUserData().put(ASKED, Requests.asked(request));
        }
        // Told here, because the reads within a batch are reads of their own to the storage, and no events.
        if (interaction == RestOperationTypeEnum.READ || interaction == RestOperationTypeEnum.VREAD) {
            request.getUserData().put(ONE, true);
        }
    }

    /** Where one resource is read all is known when it is found: its event is written while the answer is made. */
    @Hook(value = Pointcut.STORAGE_PRESHOW_RESOURCES, order = ORDER)
    public void shown(RequestDetails request, IPreResourceShowDetails shown) {
        Trace trace = trace(request);
        for (int i = 0; i < shown.size(); i++) {
            IBaseResource resource = shown.getResource(i);
            if (resource instanceof Resource found && isOfInterest(found.fhirType())) {
                trace.add(found, emergencies.declaration(request, found));
            }
        }
        if (request.getUserData().containsKey(ONE) && !trace.isEmpty()) {
            request.getUserData().put(WRITTEN, recordAside(request, trace));
        }
    }

    /** What is written as text is held until its event is in the trail; anything else waits here. */
    @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = ORDER)
    public void leaving(RequestDetails request, ResponseDetails response) {
        if (request.getRestOperationType() == RestOperationTypeEnum.TRANSACTION
                && request.getResource() instanceof Bundle asked
                && response.getResponseResource() instanceof Bundle answer) {
            if (request.getUserData().put(DONE, true) == null) {
                entries.record(request, asked, answer, trace(request));
            }
            return;
        }
        boolean text = response.getResponseResource() != null && !(response.getResponseResource() instanceof Binary);
        record(request, text);
    }

    /** Before there is a job: it would go on without a trace of who started it. After {@code ExportGuard}, which may refuse. */
    @Hook(value = Pointcut.STORAGE_INITIATE_BULK_EXPORT, order = ORDER)
    public void exporting(RequestDetails request) {
        record(request, false);
    }

    /** For what writes its answer itself, such as the status of an export. */
    @Hook(value = Pointcut.SERVER_PROCESSING_COMPLETED_NORMALLY, order = ORDER)
    public void completed(RequestDetails request) {
        record(request, false);
    }

    private void record(RequestDetails request, boolean text) {
        if (!isRead(request) || request.getUserData().put(DONE, true) != null) {
            return;
        }
        Trace trace = trace(request);
        if (request.getId() != null && request.getOperation() != null) {
            subject(request).ifPresent(subject -> trace.add(subject, emergencies.declaration(request, subject)));
        }
        if (trace.isEmpty() && !isOfInterest(request)) {
            return;
        }
        Runnable written = (Runnable) request.getUserData().get(WRITTEN);
        if (text && HELD.contains(request.getRestOperationType())) {
            request.setResponse(
                    new HeldResponse(request.getResponse(), written == null ? recordAside(request, trace) : written));
        } else if (written != null) {
            written.run();
        } else {
            Agent agent = Requests.agent();
            recorder.record(agent, deed(request, agent, trace), shares(trace));
        }
    }

    private static boolean isRead(RequestDetails request) {
        RestOperationTypeEnum interaction = request.getRestOperationType();
        return interaction != null && interaction != RestOperationTypeEnum.METADATA && !WRITES.contains(interaction);
    }

    private Runnable recordAside(RequestDetails request, Trace trace) {
        Agent agent = Requests.agent();
        return recorder.recordAside(agent, deed(request, agent, trace), shares(trace));
    }

    static List<Trace.Share> shares(Trace trace) {
        return trace.isEmpty() ? List.of(new Trace.Share()) : trace.shares();
    }

    private static Recorder.Deed deed(RequestDetails request, Agent agent, Trace trace) {
        return new Recorder.Deed(
                kind(request, agent, trace),
                interaction(request),
                AuditRecord.SUCCESS,
                query(request),
                Requests.id(request));
    }

    private static Kind kind(RequestDetails request, Agent agent, Trace trace) {
        if (isOperation(request)) {
            return request.getOperation().startsWith("$export") ? Kind.EXPORT : Kind.OPERATION;
        }
        return switch (request.getRestOperationType()) {
            case READ, VREAD -> kindOfRead(agent, request.getResourceName(), trace);
            case TRANSACTION -> Kind.TRANSACTION;
            default -> Kind.SEARCH;
        };
    }

    static Kind kindOfRead(Agent agent, String type, Trace trace) {
        return agent.role().equals("centre") && DISCLOSED.contains(type) && !trace.isOfEmergency()
                ? Kind.DISCLOSURE
                : Kind.READ;
    }

    /** HAPI calls {@code _search} and {@code _history} operations as well. */
    private static boolean isOperation(RequestDetails request) {
        return request.getOperation() != null && request.getOperation().startsWith("$");
    }

    private static String interaction(RequestDetails request) {
        if (isOperation(request)) {
            return request.getOperation();
        }
        RestOperationTypeEnum type = request.getRestOperationType();
        return type == RestOperationTypeEnum.GET_PAGE ? "search-type" : type.getCode();
    }

    /** What was asked, as it was asked; a page is asked for by the number of the search. */
    private static String query(RequestDetails request) {
        return switch (request.getRestOperationType()) {
            case READ, VREAD, TRANSACTION -> null;
            default ->
                isOperation(request)
                        ? null
                        : (String) request.getUserData().getOrDefault(ASKED, request.getCompleteUrl());
        };
    }

    @Hook(value = Pointcut.SERVER_OUTGOING_FAILURE_OPERATIONOUTCOME, order = ORDER)
    public void refused(RequestDetails request, IBaseOperationOutcome refusal) {
        if (request == null) {
            return;
        }
        if (request.getResponse() instanceof HeldResponse held) {
            request.setResponse(held.unheld());
        }
        Agent agent = Requests.agent();
        if (agent.equals(Agent.SERVER) || !(refusal instanceof OperationOutcome outcome)) {
            return;
        }
        String code =
                outcome.getIssueFirstRep().getDetails().getCodingFirstRep().getCode();
        Trace about = new Trace();
        if (request.getId() != null) {
            subject(request).ifPresent(about::add);
        }
        Recorder.Deed deed = new Recorder.Deed(
                EntryAnswer.refusal(code),
                request.getRestOperationType() == null ? "unknown" : interaction(request),
                code == null ? "malformed" : code,
                null,
                Requests.id(request));
        try {
            recorder.record(agent, deed, List.of(about.whole()));
        } catch (RefusedException notRecorded) {
            // It is in the log. The refusal goes out all the same: it shows nothing, and in its place would come worse.
        }
    }

    /** Whom the named resource concerns, whether or not the caller may see it. */
    private Optional<Resource> subject(RequestDetails request) {
        return store.find(request.getResourceName() + "/" + request.getId().getIdPart());
    }

    /** A transaction in which nothing was found is none, whatever type it was sent to. */
    private static boolean isOfInterest(RequestDetails request) {
        return request.getRestOperationType() != RestOperationTypeEnum.TRANSACTION
                && (request.getResourceName() == null || isOfInterest(request.getResourceName()));
    }

    static boolean isOfInterest(String type) {
        return !ResourceTypes.CONFORMANCE.contains(type)
                && !ResourceTypes.DIRECTORY.contains(type)
                && !type.equals("OperationOutcome");
    }

    private static Trace trace(RequestDetails request) {
        return (Trace) request.getUserData().computeIfAbsent(TRACE, key -> new Trace());
    }
}
