package health.consilium.delivery;

import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.HeldCases;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The case that an operation after delivery is about. */
@Component
class DeliveredCase {

    private static final Set<String> AFTER = Set.of("delivered", "follow-up");

    private final HeldCases cases;

    DeliveredCase(HeldCases cases) {
        this.cases = cases;
    }

    /**
     * The case of this Task, held to the end of the transaction.
     *
     * @throws health.consilium.fhir.RefusedException 404 when it is no case of the caller's, 422 when nothing is delivered
     */
    CaseFile hold(String taskId) {
        CaseFile file = cases.require(taskId);
        requireDelivered(file);
        return file;
    }

    static boolean isAfter(CaseFile file) {
        return AFTER.contains(file.status());
    }

    static void requireDelivered(CaseFile file) {
        if (!isAfter(file)) {
            throw Refusal.unprocessable(
                            "not-ready",
                            "This is possible once the opinion is delivered and until the case is closed; the case is "
                                    + file.status() + ".",
                            "Task.businessStatus")
                    .asException();
        }
    }
}
