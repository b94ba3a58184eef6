package health.consilium.access;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.ResourceTypes;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.smart.rules.Permission;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Every write of a client, alone or within a transaction: the role must be allowed the type, an existing resource must be
 * the caller's to change, references must lead to what the caller may see, and the labels are the server's.
 */
@Component
@Interceptor(order = 100)
class WriteGuard implements StorageInterceptor {

    private static final String KNOWN = WriteGuard.class.getName() + ".visible";

    private final Visibilities visibilities;
    private final CaseLabels labels;
    private final FhirStore store;
    private final FhirContext context;
    private final ParameterGuard parameters;

    WriteGuard(
            Visibilities visibilities,
            CaseLabels labels,
            @Lazy FhirStore store,
            FhirContext context,
            ParameterGuard parameters) {
        this.visibilities = visibilities;
        this.labels = labels;
        this.store = store;
        this.context = context;
        this.parameters = parameters;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource created, RequestDetails request) {
        if (request instanceof SystemRequestDetails || !(created instanceof Resource resource)) {
            return;
        }
        Visibility visibility = visibilities.of(request);
        boolean update = request.getRestOperationType() == RestOperationTypeEnum.UPDATE;
        checkRole(visibility, update ? Permission.UPDATE : Permission.CREATE, resource);
        if (update && !visibility.caller().is(Role.COORDINATOR, Role.ADMIN)) {
            throw RequestGuard.unseen(
                            resource.fhirType(), resource.getIdElement().getIdPart())
                    .asException();
        }
        checkReferences(resource, value -> false, request, visibility);
        labels.write(resource, visibility.caller(), request);
        Made.remember(request, resource);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(
            IBaseResource before, IBaseResource after, RequestDetails request, TransactionDetails transaction) {
        if (request instanceof SystemRequestDetails || !(after instanceof Resource resource)) {
            return;
        }
        Visibility visibility = visibilities.of(request);
        checkRole(visibility, Permission.UPDATE, (Resource) before);
        if (!visibility.sees((Resource) before)) {
            throw RequestGuard.untouchable(
                            visibility,
                            (Resource) before,
                            resource.fhirType(),
                            resource.getIdElement().getIdPart())
                    .asException();
        }
        checkSubject((Resource) before, resource);
        Set<String> stood = References.of((Resource) before, context);
        Predicate<String> own = value ->
                stood.contains(value) || Made.includes(request, transaction.getResolvedResource(new IdType(value)));
        checkReferences(resource, own, request, visibility);
        labels.keep((Resource) before, resource);
        Made.remember(request, resource);
    }

    /** Who a resource is about never changes: its earlier versions would stay with the one, its later ones go to the other. */
    private static void checkSubject(Resource before, Resource after) {
        Concerned.element(before)
                .filter(element -> !Concerned.patient(after).equals(Concerned.patient(before)))
                .ifPresent(element -> {
                    throw Refusal.unprocessable(
                                    "unsupported",
                                    "Whom a resource is about cannot change. Mark this one entered-in-error and send"
                                            + " another.",
                                    before.fhirType() + "." + element)
                            .asException();
                });
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    public void deleted(IBaseResource deleted, RequestDetails request) {
        if (request instanceof SystemRequestDetails) {
            return;
        }
        Visibility visibility = visibilities.of(request);
        if (visibility.caller().isStaff()) {
            checkRole(visibility, Permission.DELETE, (Resource) deleted);
        } else {
            throw Refusal.forbidden("Only the coordination desk deletes. Mark the resource entered-in-error instead.")
                    .asException();
        }
    }

    private static void checkRole(Visibility visibility, Permission permission, Resource resource) {
        Caller caller = visibility.caller();
        if (!Permissions.mayWrite(caller.role(), resource.fhirType())) {
            throw Refusal.forbidden("The role " + caller.role().code() + " may not write " + resource.fhirType() + ".")
                    .asException();
        }
        if (!visibility.scopes().covers(Set.of(permission), resource)) {
            throw RequestGuard.insufficientScope(
                            permission.name().toLowerCase(Locale.ROOT) + " of this " + resource.fhirType())
                    .asException();
        }
    }

    /**
     * A reference is also a way to learn that something exists, and to attach something to a stranger. Those that stood there
     * before (a Task's case, to a translator) are not the caller's doing, and what the same transaction creates is the caller's
     * own; it cannot be read before the transaction ends.
     */
    private void checkReferences(
            Resource resource, Predicate<String> own, RequestDetails request, Visibility visibility) {
        Set<String> references = References.of(resource, context);
        references.stream()
                .filter(References::isConditional)
                .forEach(reference -> parameters.checkReference(reference, visibility));
        if (visibility.caller().isStaff()) {
            return;
        }
        Set<String> known = known(request);
        references.stream()
                .filter(value -> !own.test(value))
                .forEach(value -> checkReference(value, known, visibility));
    }

    private void checkReference(String value, Set<String> known, Visibility visibility) {
        if (References.isConditional(value)) {
            if (!ResourceTypes.DIRECTORY.contains(value.substring(0, value.indexOf('?')))) {
                throw dangling(value.replaceAll("\\?.*", "?…"));
            }
            return;
        }
        IdType id = new IdType(value).toUnqualifiedVersionless();
        if (!id.hasResourceType() || Permissions.isPublic(id.getResourceType()) || known.contains(id.getValue())) {
            return;
        }
        if (store.find(id.getValue()).filter(visibility::sees).isEmpty()) {
            Role role = visibility.caller().role();
            throw Permissions.mayRead(role, id.getResourceType())
                    ? dangling(value)
                    : unread(role, id.getResourceType());
        }
        // Only now: the next entry of a batch is asked again about what was refused to the last one.
        known.add(id.getValue());
    }

    /** The same of any resource of the type, whether it is there or not. */
    private static RuntimeException unread(Role role, String type) {
        return Refusal.unprocessable(
                        "dangling-reference",
                        "The role " + role.code() + " reads no " + type
                                + " and so refers to none. Leave the reference out,"
                                + " or have it sent by who reads it: a hospital or the coordination desk.")
                .asException();
    }

    private static RuntimeException dangling(String value) {
        return Refusal.unprocessable(
                        "dangling-reference",
                        "The reference " + value
                                + " leads to nothing that you may refer to. Send the resource in the same"
                                + " transaction, or correct the reference.")
                .asException();
    }

    @SuppressWarnings("unchecked")
    private static Set<String> known(RequestDetails request) {
        return (Set<String>) request.getUserData().computeIfAbsent(KNOWN, key -> new HashSet<String>());
    }
}
