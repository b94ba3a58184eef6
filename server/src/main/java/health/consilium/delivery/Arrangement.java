package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.workflow.CaseFile;
import org.hl7.fhir.r4.model.Task;

/** Something that is done on demand after delivery. */
interface Arrangement {

    /** Code of its Task. */
    String code();

    Task open(CaseFile file, ArrangeRequest request, Caller caller);
}
