package health.consilium.workflow;

import static health.consilium.workflow.ClientTaskEditTests.DESK;
import static health.consilium.workflow.ClientTaskEditTests.HOSPITAL;
import static health.consilium.workflow.ClientTaskEditTests.PATIENT;
import static health.consilium.workflow.ClientTaskEditTests.TRANSLATOR;
import static health.consilium.workflow.ClientTaskEditTests.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.access.Caller;
import health.consilium.workflow.rules.TaskKind;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskOwnerTests {

    private static final String ME = TRANSLATOR.party();

    @ParameterizedTest(name = "{0} ({1}): {2} to {3} is {4}, then {5}")
    @CsvSource({
        // who, owner before, from, to, owner sent, owner then
        "translator, -,            requested,   accepted,    -,               me",
        "translator, -,            requested,   accepted,    me,              me",
        "translator, -,            requested,   requested,   -,               -",
        "translator, me,           accepted,    requested,   me,              -",
        "translator, me,           accepted,    requested,   -,               -",
        "translator, me,           requested,   requested,   me,              me",
        "translator, me,           accepted,    completed,   me,              me",
        "hospital,   Organization/hospital, requested, completed, Organization/hospital, Organization/hospital",
        "desk,       Organization/hospital, requested, requested, Organization/another,  Organization/another",
        "desk,       me,           accepted,    requested,   -,               -",
        "desk,       -,            requested,   requested,   me,              me",
    })
    void whoHasItThen(String who, String before, String from, String to, String sent, String then) {
        Task task = task(TaskKind.WORK, before, from);
        Task edited = task.copy();
        edited.setStatus(TaskStatus.fromCode(to));
        edited.setOwner(reference(sent));

        TaskOwner.settle(task, edited, caller(who));

        assertThat(edited.getOwner().getReference()).isEqualTo(party(then));
    }

    @ParameterizedTest(name = "{0} gives {1} to {2}: {3}")
    @CsvSource({
        "hospital,   WORK,     Organization/another, coordination desk",
        "hospital,   WORK,     -,                    coordination desk",
        "patient,    WORK,     me,                   coordination desk",
        "translator, WORK,     Organization/another, coordination desk",
        "desk,       ROOT,     Organization/another, coordination desk",
        "desk,       REFERRAL, Organization/another, consent",
    })
    void whoMayNotGiveIt(String who, TaskKind kind, String to, String words) {
        Task task = task(kind, "Organization/hospital", "requested");
        Task edited = task.copy().setOwner(reference(to));

        assertRefused(() -> TaskOwner.settle(task, edited, caller(who)), words);
    }

    @org.junit.jupiter.api.Test
    void whatACentreDoesBesideItsReferralStaysWithIt() {
        Task task =
                task(TaskKind.WORK, "Organization/centre", "requested").setGroupIdentifier(Numbers.ofReferral("R-1"));
        Task edited = task.copy().setOwner(new Reference("Organization/another"));

        assertRefused(() -> TaskOwner.settle(task, edited, DESK), "consent");
    }

    private static Task task(TaskKind kind, String owner, String status) {
        return ClientTaskEditTests.task(kind, status, "").setOwner(reference(owner));
    }

    private static Reference reference(String party) {
        return party.equals("-") ? null : new Reference(party(party));
    }

    private static String party(String name) {
        return switch (name) {
            case "-" -> null;
            case "me" -> ME;
            default -> name;
        };
    }

    private static Caller caller(String who) {
        return switch (who) {
            case "translator" -> TRANSLATOR;
            case "hospital" -> HOSPITAL;
            case "patient" -> PATIENT;
            default -> DESK;
        };
    }
}
