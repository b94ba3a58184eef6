package health.consilium.access;

import java.util.Set;
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

    Visibility(Caller caller, Set<String> targets) {
        this.caller = caller;
        this.targets = targets;
    }

    Caller caller() {
        return caller;
    }

    /** Labels and references this caller holds. */
    Set<String> targets() {
        return targets;
    }

    boolean sees(Resource resource) {
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
