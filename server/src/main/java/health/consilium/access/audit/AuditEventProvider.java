package health.consilium.access.audit;

import ca.uhn.fhir.rest.annotation.Count;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Offset;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.access.audit.rules.AuditRecord;
import health.consilium.access.audit.rules.BalpEvent;
import health.consilium.access.audit.rules.Kind;
import health.consilium.fhir.FhirProvider;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.stereotype.Component;

/** {@code AuditEvent} out of the trail, for auditors. There is no way to write one. */
@Component
class AuditEventProvider implements FhirProvider {

    private static final Map<String, Set<Kind>> TYPES = Map.of(
            "rest",
                    Set.of(
                            Kind.READ,
                            Kind.SEARCH,
                            Kind.CREATE,
                            Kind.UPDATE,
                            Kind.DELETE,
                            Kind.TRANSACTION,
                            Kind.OPERATION,
                            Kind.ERASURE,
                            Kind.ERASURE_REFUSED,
                            Kind.FAILED),
            "110106", Set.of(Kind.DISCLOSURE, Kind.EXPORT),
            "110113", Set.of(Kind.DENIED, Kind.BREAK_GLASS, Kind.ADMINISTRATION),
            "110114", Set.of(Kind.SIGN_IN, Kind.SIGN_IN_FAILED, Kind.SIGN_OUT, Kind.TOKEN));

    private static final int PAGE = 20;

    private final Callers callers;
    private final AuditLog log;
    private final PatientCases cases;
    private final FhirSettings settings;

    AuditEventProvider(Callers callers, AuditLog log, PatientCases cases, FhirSettings settings) {
        this.callers = callers;
        this.log = log;
        this.cases = cases;
        this.settings = settings;
    }

    @Override
    public Class<AuditEvent> getResourceType() {
        return AuditEvent.class;
    }

    @Read
    public AuditEvent read(@IdParam IIdType id, RequestDetails request) {
        requireAuditor(request);
        return uuid(id).flatMap(log::find).map(this::resource).orElseThrow(() -> Refusal.notFound(
                        "There is no AuditEvent/" + id.getIdPart() + ".")
                .asException());
    }

    private void requireAuditor(RequestDetails request) {
        if (!callers.of(request).is(Role.ADMIN)) {
            throw Refusal.forbidden("The audit trail is for auditors.").asException();
        }
    }

    private static Optional<UUID> uuid(IIdType id) {
        try {
            return Optional.of(UUID.fromString(id.getIdPart()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The newest first. */
    @Search
    public IBundleProvider search(
            @OptionalParam(name = AuditEvent.SP_DATE) DateRangeParam date,
            @OptionalParam(name = AuditEvent.SP_AGENT) ReferenceParam agent,
            @OptionalParam(name = AuditEvent.SP_ENTITY) ReferenceParam entity,
            @OptionalParam(name = AuditEvent.SP_PATIENT) ReferenceParam patient,
            @OptionalParam(name = AuditEvent.SP_TYPE) TokenParam type,
            @Count Integer count,
            @Offset Integer offset,
            RequestDetails request) {
        requireAuditor(request);
        AuditQuery query = query(date, agent, entity, patient, type);
        int size = count == null || count < 1 ? PAGE : Math.min(count, settings.maxPageSize());
        int from = offset == null ? 0 : Math.max(offset, 0);
        List<AuditEvent> page =
                log.search(query, from, size).stream().map(this::resource).toList();
        SimpleBundleProvider found = new SimpleBundleProvider(page);
        found.setCurrentPageOffset(from);
        found.setCurrentPageSize(size);
        found.setSize(log.count(query));
        return found;
    }

    private AuditQuery query(
            DateRangeParam date, ReferenceParam agent, ReferenceParam entity, ReferenceParam patient, TokenParam type) {
        AuditQuery query = new AuditQuery();
        if (date != null && date.getLowerBoundAsInstant() != null) {
            query.from(date.getLowerBoundAsInstant().toInstant());
        }
        if (date != null && date.getUpperBoundAsInstant() != null) {
            query.before(date.getUpperBoundAsInstant().toInstant().plusMillis(1));
        }
        if (agent != null) {
            query.by(reference(agent, null));
        }
        if (entity != null) {
            query.on(reference(entity, null));
        }
        if (patient != null) {
            String reference = reference(patient, "Patient");
            query.about(reference, cases.of(reference));
        }
        if (type != null) {
            query.kinds(kinds(type).stream().map(Kind::name).toList());
        }
        return query;
    }

    /** None for a type that no event has. */
    private static Set<Kind> kinds(TokenParam type) {
        if (type.getValue() == null || type.getValue().isBlank()) {
            throw Refusal.badRequest("malformed", "Name a type, such as type=rest or type=110106.")
                    .asException();
        }
        return TYPES.getOrDefault(type.getValue(), Set.of());
    }

    private static String reference(ReferenceParam given, String type) {
        IdType id = new IdType(given.getValue());
        String named = id.hasResourceType() ? id.getResourceType() : given.getResourceType();
        if (named == null && type == null) {
            throw Refusal.badRequest(
                            "malformed", "Name the type as well, such as agent=Practitioner/1 or entity=Binary/2.")
                    .asException();
        }
        return (named == null ? type : named) + "/" + id.getIdPart();
    }

    private AuditEvent resource(AuditRecord event) {
        return BalpEvent.of(event, settings.base());
    }
}
