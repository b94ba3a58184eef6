package health.consilium.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import health.consilium.fhir.ExportJobs;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.smart.rules.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * A bulk export holds what its starter sees, no more: the job runs with the server's authority, so that each resource is asked
 * for again on behalf of who started it. An export that was ended stores no further file, whatever it has read by then.
 */
@Component
@Interceptor(order = 100)
class ExportGuard implements StorageInterceptor {

    private static final Set<Permission> READING = Set.of(Permission.READ, Permission.SEARCH);

    private final Callers callers;
    private final Exports exports;
    private final Visibilities visibilities;
    private final ParameterGuard parameters;

    /** A job asks for each resource; a second is how long an ended export may go on reading. */
    private final Cache<String, Optional<Visibility>> owners =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(1)).build();

    ExportGuard(Callers callers, Exports exports, Visibilities visibilities, ParameterGuard parameters) {
        this.callers = callers;
        this.exports = exports;
        this.visibilities = visibilities;
        this.parameters = parameters;
    }

    @Hook(Pointcut.STORAGE_INITIATE_BULK_EXPORT)
    public void starting(RequestDetails request, BulkExportJobParameters job) {
        Caller caller = callers.of(request);
        ScopeFilter scopes = ScopeFilter.of(caller);
        List<String> types = job.getResourceTypes().stream()
                .filter(type -> Permissions.mayRead(caller.role(), type))
                .filter(type -> READING.stream().anyMatch(permission -> scopes.allows(permission, type)))
                .toList();
        if (types.isEmpty()) {
            throw Refusal.forbidden("Your token reads none of the types asked for.")
                    .asException();
        }
        job.setResourceTypes(types);
        Visibility visibility = visibilities.of(caller);
        if (!visibility.mayReach()) {
            check(job);
        }
        job.getFilters().forEach(filter -> checkFilter(filter, visibility));
        if (!caller.isStaff()) {
            job.setFilters(narrowed(job, visibility));
        }
        job.setBinarySecurityContextIdentifierSystem(Exports.KEY);
        String key = exports.start(caller).orElseThrow(ExportGuard::another);
        job.setBinarySecurityContextIdentifierValue(key);
        request.getUserData().put(Exports.KEY, key);
    }

    private static RefusedException another() {
        return Refusal.of(
                        429,
                        "too-many-requests",
                        "An export of yours is running. Wait for its files, or end it by DELETE at its address; then start"
                                + " the next.")
                .after(Exports.AGAIN)
                .asException();
    }

    private static void check(BulkExportJobParameters job) {
        if (job.isIncludeHistory()) {
            throw Refusal.forbidden("Earlier versions are not offered to your role.")
                    .asException();
        }
        if (!job.getPostFetchFilterUrls().isEmpty()) {
            throw Refusal.forbidden("Filters after the fetch are not offered to your role.")
                    .asException();
        }
    }

    private void checkFilter(String filter, Visibility visibility) {
        if (filter.contains("?")) {
            parameters.check(
                    Set.of(filter.substring(0, filter.indexOf('?'))), ParameterGuard.query(filter), visibility);
        }
    }

    /** So that the job looks at the caller's resources only; what grants on single resources show is not exported. */
    private static List<String> narrowed(BulkExportJobParameters job, Visibility visibility) {
        return job.getResourceTypes().stream()
                .flatMap(type -> {
                    String labels = "_security=" + UriUtils.encode(visibility.labels(type), StandardCharsets.UTF_8);
                    List<String> own = job.getFilters().stream()
                            .filter(filter -> filter.startsWith(type + "?"))
                            .toList();
                    return Permissions.isPublic(type)
                            ? own.stream()
                            : own.isEmpty()
                                    ? Stream.of(type + "?" + labels)
                                    : own.stream().map(filter -> filter + "&" + labels);
                })
                .toList();
    }

    /**
     * Refuses the file of an export that has ended since its lines were written. What is stored bears a label: HAPI forgets the
     * files of an export that was ended, and which it was that it has deleted.
     */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void written(IBaseResource created, RequestDetails request) {
        if (request instanceof SystemRequestDetails && created instanceof Binary file) {
            Exports.key(file).ifPresent(key -> {
                if (!exports.goesOn(key)) {
                    throw ExportJobs.ended();
                }
                file.getMeta().addSecurity(Compartment.exports());
            });
        }
    }

    @Hook(Pointcut.STORAGE_BULK_EXPORT_RESOURCE_INCLUSION)
    public boolean includes(BulkExportJobParameters job, IBaseResource resource) {
        String key = String.valueOf(job.getBinarySecurityContextIdentifierValue());
        return owners.get(key, owner -> exports.owner(owner).map(visibilities::of))
                .filter(visibility -> visibility.shows((Resource) resource, READING))
                .isPresent();
    }

    /** Last, when all who go by the labels have seen them. */
    @Hook(value = Pointcut.STORAGE_BULK_EXPORT_RESOURCE_INCLUSION, order = 1000)
    public boolean hidesLabels(BulkExportJobParameters job, IBaseResource included) {
        VisibilityFilter.hideLabels((Resource) included);
        return true;
    }
}
