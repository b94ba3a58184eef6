package health.consilium.access;

import health.consilium.fhir.ResourceTypes;
import health.consilium.smart.rules.Permission;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;

/**
 * What one caller may see, fixed for one request. A resource is visible when it is everybody's, when the caller holds a
 * grant on one of its labels, or a grant on the resource itself.
 */
final class Visibility {

    private final Caller caller;
    private final Set<String> targets;
    private final Predicate<String> ownsExport;
    private final ScopeFilter scopes;

    /** @param ownsExport whether the caller started the export of this key, and it has not been ended */
    Visibility(Caller caller, Set<String> targets, Predicate<String> ownsExport) {
        this.caller = caller;
        this.targets = targets;
        this.ownsExport = ownsExport;
        this.scopes = ScopeFilter.of(caller);
    }

    Caller caller() {
        return caller;
    }

    /** Labels and references this caller holds. */
    Set<String> targets() {
        return targets;
    }

    /** The labels this caller holds, as a value of {@code _security}; one that nothing bears where there are none. */
    String labels() {
        String labels = targets.stream()
                .filter(target -> !target.contains("/"))
                .map(target -> Compartment.SYSTEM + "|" + target)
                .collect(Collectors.joining(","));
        return labels.isEmpty() ? Compartment.SYSTEM + "|none" : labels;
    }

    ScopeFilter scopes() {
        return scopes;
    }

    /** Whether the resource may leave for this caller's app: the caller sees it, and the token is for such resources. */
    boolean shows(Resource resource, Collection<Permission> anyOf) {
        return sees(resource)
                && (caller.is(Role.SERVER)
                        || ResourceTypes.CONFORMANCE.contains(resource.fhirType())
                        || scopes.covers(anyOf, resource));
    }

    boolean sees(Resource resource) {
        if (resource instanceof Binary binary && Exports.key(binary).isPresent()) {
            return caller.is(Role.SERVER) || ownsExport.test(Exports.key(binary).get());
        }
        if (caller.isStaff() || Permissions.isPublic(resource.fhirType())) {
            return true;
        }
        if (!Permissions.mayRead(caller.role(), resource.fhirType())) {
            return false;
        }
        if (caller.is(Role.ADMIN)) {
            // What an administrator may read is the server's own, and no case's.
            return true;
        }
        if (resource instanceof Task task && caller.is(Role.TRANSLATOR)) {
            return isFreeOrOwn(task);
        }
        return isGranted(resource);
    }

    private boolean isGranted(Resource resource) {
        String reference = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
        return targets.contains(reference)
                || Compartment.codes(resource).stream().anyMatch(targets::contains)
                || (resource instanceof Binary binary && isContextGranted(binary));
    }

    /** A Binary follows the resource that it names as its context, https://hl7.org/fhir/R4/binary.html#security */
    private boolean isContextGranted(Binary binary) {
        return binary.hasSecurityContext()
                && targets.contains(binary.getSecurityContext().getReference());
    }

    private boolean isFreeOrOwn(Task task) {
        return isGranted(task) && (!task.hasOwner() || caller.isMeantBy(task.getOwner()));
    }
}
