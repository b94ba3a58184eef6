package health.consilium.workflow;

import health.consilium.access.Caller;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;

/** Notes in a Task: each is by who wrote it, of when it was written, and stays as it is. */
final class TaskNotes {

    private TaskNotes() {}

    /** Signs what the caller has added. */
    static void sign(List<Annotation> before, List<Annotation> after, Caller caller, Date now) {
        int old = before.size();
        if (after.size() < old || !Base.compareDeep(before, after.subList(0, old), true)) {
            throw ClientTaskEdit.refused(
                    "The notes that are there stay as they are; add yours after them.", "Task.note");
        }
        after.subList(old, after.size()).forEach(note -> sign(note, caller, now));
    }

    private static void sign(Annotation note, Caller caller, Date now) {
        boolean own = note.getAuthor() instanceof Reference author && caller.isMeantBy(author);
        if (note.hasAuthor() && !own) {
            throw ClientTaskEdit.refused(
                    "A note is written in the own name. Leave its author out: the server sets author and time.",
                    "Task.note.author");
        }
        note.setAuthor(caller.reference());
        note.setTime(now);
    }
}
