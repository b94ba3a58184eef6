package health.consilium.retention.rules;

import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;

/** What is left of what stays. */
public final class Stub {

    private static final String ERASED = "Erased";

    private Stub() {}

    /** Cuts references to what goes, with the words in which they tell of it. */
    public static void cut(Resource resource, Set<String> going) {
        if (resource instanceof Group cohort) {
            leave(cohort, going);
        }
        cutWithin(resource, going);
    }

    /** A member of whom nothing is left but that there was one is no member. */
    private static void leave(Group cohort, Set<String> going) {
        int members = cohort.getMember().size();
        cohort.getMember().removeIf(member -> going.contains(target(member.getEntity())));
        if (cohort.hasQuantity()) {
            int left = members - cohort.getMember().size();
            cohort.setQuantity(Math.max(0, cohort.getQuantity() - left));
        }
    }

    private static void cutWithin(Base element, Set<String> going) {
        for (Property property : element.children()) {
            for (Base value : property.getValues()) {
                if (value instanceof Reference reference && going.contains(target(reference))) {
                    erase(reference);
                } else if (value != null) {
                    cutWithin(value, going);
                }
            }
        }
    }

    private static String target(Reference reference) {
        return reference.hasReference()
                ? new IdType(reference.getReference())
                        .toUnqualifiedVersionless()
                        .getValue()
                : "";
    }

    private static void erase(Reference reference) {
        String type = new IdType(reference.getReference()).getResourceType();
        reference.setReference(null);
        reference.setResource(null);
        reference.setIdentifier(null);
        reference.setType(type);
        reference.setDisplay(ERASED);
    }

    /** That there was a case of this number, and how it ended. */
    public static ServiceRequest of(ServiceRequest request) {
        ServiceRequest stub = new ServiceRequest();
        stub.setId(request.getIdElement().copy());
        stub.setMeta(meta(request));
        stub.setStatus(request.getStatus());
        stub.setIntent(request.getIntent());
        stub.setCategory(request.getCategory());
        stub.setRequisition(request.getRequisition());
        stub.setAuthoredOn(request.getAuthoredOn());
        stub.setSubject(new Reference().setType("Patient").setDisplay(ERASED));
        return stub;
    }

    /** The same of its Task; the state is the workflow's to write. */
    public static Task of(Task root) {
        Task stub = root.copy();
        stub.setMeta(meta(root));
        stub.setText(null);
        stub.setLanguage(null);
        stub.setDescription(null);
        stub.setReasonCode(null);
        stub.setReasonReference(null);
        stub.setStatusReason(null);
        stub.setFor(new Reference().setType("Patient").setDisplay(ERASED));
        stub.setContained(null);
        stub.setIdentifier(null);
        stub.setNote(null);
        stub.setInput(null);
        stub.setOutput(null);
        stub.setInsurance(null);
        stub.setRelevantHistory(null);
        stub.setBasedOn(null);
        return stub;
    }

    /** What it was made by no longer holds; version and labels do. */
    private static org.hl7.fhir.r4.model.Meta meta(Resource resource) {
        org.hl7.fhir.r4.model.Meta meta = new org.hl7.fhir.r4.model.Meta();
        meta.setVersionId(resource.getMeta().getVersionId());
        meta.setSecurity(resource.getMeta().getSecurity());
        return meta;
    }
}
