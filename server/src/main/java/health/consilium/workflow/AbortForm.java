package health.consilium.workflow;

import health.consilium.access.Caller;
import health.consilium.workflow.rules.TaskKind;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;

/** The Task with code {@code abort}, as a client may write it: what it is about, why, and notes, in the own name. */
final class AbortForm {

    private static final String ABORT = "abort";
    private static final Set<String> SERVERS_NUMBERS = Set.of(Numbers.CASE_SYSTEM, Numbers.REFERRAL_SYSTEM);

    private AbortForm() {}

    static boolean isAbort(Task task) {
        return task.getCode().hasCoding(TaskKind.Codes.HL7, ABORT);
    }

    /** Refuses what would pass for something else than this caller's wish. */
    static void check(Task abort, Task focus, Caller caller) {
        if (!TaskKind.Codes.of(abort).isEmpty()) {
            throw ClientTaskEdit.refused(
                    "A Task with code abort has no code of " + TaskKind.Codes.SYSTEM + ".", "Task.code");
        }
        if (abort.hasRequester() && !caller.isMeantBy(abort.getRequester())) {
            throw ClientTaskEdit.refused(
                    "Who withdraws does so in the own name. Leave the requester out: the server sets it.",
                    "Task.requester");
        }
        boolean owned = abort.hasOwner()
                && !Objects.equals(
                        abort.getOwner().getReference(), focus.getOwner().getReference());
        boolean numbered = abort.getIdentifier().stream()
                .anyMatch(identifier -> SERVERS_NUMBERS.contains(String.valueOf(identifier.getSystem())));
        if (owned || numbered || !withoutWish(abort).isEmpty()) {
            throw ClientTaskEdit.refused(
                    "A Task with code abort says what it is about (focus, for), why (statusReason, reasonCode, description) and"
                            + " may have notes; the rest is the server's.",
                    "Task");
        }
    }

    /** Says who wrote it and when. */
    static void sign(Task abort, Caller caller, Date now) {
        abort.setRequester(caller.reference());
        abort.setAuthoredOn(now);
        abort.setLastModified(now);
        abort.getMeta().setTag(null);
        abort.setText(null);
        TaskNotes.sign(List.of(), abort.getNote(), caller, now);
    }

    private static Task withoutWish(Task abort) {
        Task rest = abort.copy();
        rest.setId((String) null);
        rest.setMeta(null);
        rest.setText(null);
        rest.setLanguage(null);
        rest.setIdentifier(null);
        rest.setStatus(null);
        rest.setStatusReason(null);
        rest.setIntent(null);
        rest.setPriority(null);
        rest.setCode(null);
        rest.setDescription(null);
        rest.setFocus(null);
        rest.setFor(null);
        rest.setAuthoredOn(null);
        rest.setLastModified(null);
        rest.setRequester(null);
        rest.setOwner(null);
        rest.setReasonCode(null);
        rest.setNote(null);
        return rest;
    }
}
