package health.consilium.workflow.rules;

import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;

/** The three kinds of Task, each with a transition table of its own. */
public enum TaskKind {
    /** The case itself, owned by the coordination desk. */
    ROOT,
    /** One centre's work. */
    REFERRAL,
    /** One piece of a stage's work. */
    WORK;

    public static TaskKind of(Task task) {
        if (Codes.has(task, Codes.CASE)) {
            return ROOT;
        }
        return Codes.has(task, Codes.REFERRAL) ? REFERRAL : WORK;
    }

    /** Codes of {@code CodeSystem/task-code}, as far as the workflow itself must know them. */
    public static final class Codes {
        public static final String SYSTEM = "https://w3id.org/consilium/fhir/CodeSystem/task-code";
        public static final String HL7 = "http://hl7.org/fhir/CodeSystem/task-code";
        public static final String CASE = "case";
        public static final String REFERRAL = "referral";

        private Codes() {}

        /** Our code of a Task, empty when it has none. */
        public static String of(Task task) {
            return task.getCode().getCoding().stream()
                    .filter(coding -> SYSTEM.equals(coding.getSystem()))
                    .map(Coding::getCode)
                    .findFirst()
                    .orElse("");
        }

        static boolean has(Task task, String code) {
            return of(task).equals(code);
        }
    }
}
