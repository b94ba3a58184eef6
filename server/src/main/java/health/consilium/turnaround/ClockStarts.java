package health.consilium.turnaround;

import health.consilium.turnaround.rules.Calendars;
import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.Ladders;
import health.consilium.turnaround.rules.Ladders.Allowed;
import health.consilium.turnaround.rules.Ladders.Ladder;
import health.consilium.turnaround.rules.Place;
import health.consilium.turnaround.rules.TaskTime;
import health.consilium.turnaround.rules.WorkCalendar;
import health.consilium.workflow.rules.Pathway;
import health.consilium.workflow.rules.State;
import health.consilium.workflow.rules.TaskKind;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** What clock a Task gets, or gets back: how much time, by whose calendar, and which chase ladder. */
@Component
class ClockStarts {

    private final Pathway pathway;
    private final Ladders ladders;
    private final Places places;
    private final Published published;
    private final ClockTable table;
    private final ClosureWords words;

    ClockStarts(
            Pathway pathway,
            Ladders ladders,
            Places places,
            Published published,
            ClockTable table,
            ClosureWords words) {
        this.pathway = pathway;
        this.ladders = ladders;
        this.places = places;
        this.published = published;
        this.table = table;
        this.words = words;
    }

    /** The clock of a Task that starts now in the state that the Task has; empty for one without a due date. */
    Optional<ClockRow> of(Task task, String caseNumber, Instant now) {
        String trigger = trigger(task);
        if (TaskKind.of(task) == TaskKind.ROOT && !ladders.byTrigger().containsKey(trigger)) {
            return Optional.empty();
        }
        Ladder ladder = ladders.of(trigger);
        return allowed(task, ladder)
                .filter(time -> time.days() > 0)
                .map(time -> row(task, caseNumber, ladder, time, now));
    }

    private ClockRow row(Task task, String caseNumber, Ladder ladder, Allowed allowed, Instant now) {
        String id = task.getIdElement().getIdPart();
        String code = TaskKind.Codes.of(task);
        Reckoning by = places.reckoning(party(task), allowed.business(), now);
        ClockRow.What what = new ClockRow.What(
                id == null ? "" : id,
                caseNumber,
                code,
                pathway.step(code).map(Pathway.Step::stage).orElse(""),
                ladder.id(),
                task.getOwner().hasReference() ? task.getOwner().getReference() : "");
        return row(id == null ? 1 : table.phases(id) + 1, what, by, allowed, now);
    }

    /** The clock of a review that begins now. */
    ClockRow ofReview(String id, String caseNumber, String officer, Instant now) {
        Ladder ladder = ladders.of("emergency.declared");
        ClockRow.What what = new ClockRow.What(id, caseNumber, ClockRow.What.REVIEW, "", ladder.id(), officer);
        Allowed allowed = ladder.time().orElseThrow();
        return row(1, what, places.reckoning(new Reference(officer), allowed.business(), now), allowed, now);
    }

    private static ClockRow row(int phase, ClockRow.What what, Reckoning by, Allowed allowed, Instant now) {
        TaskTime time = TaskTime.started(allowed.seconds(), now);
        ClockRow row = new ClockRow(phase, what, by, time, now, now, Optional.empty(), 0);
        return row.with(time, time.due(row.businessTime()).orElse(now));
    }

    /** The time of the case itself is the patient's, who may ask or choose within it. */
    private static Reference party(Task task) {
        return TaskKind.of(task) == TaskKind.ROOT ? task.getFor() : task.getOwner();
    }

    /** A clock that stood still goes on: what was left is left, and the due date is set anew by the closures known now. */
    ClockRow resumed(ClockRow row, Task task, Instant now) {
        TaskTime time = row.time().resumed(now, row.businessTime());
        ClockRow anew = row.reckonedBy(places.known(row.by(), party(task), now));
        return anew.with(time, time.due(anew.businessTime()).orElse(row.dueAt()));
    }

    private Optional<Allowed> allowed(Task task, Ladder ladder) {
        if (TaskKind.of(task) == TaskKind.REFERRAL && ladder.time().isEmpty()) {
            return published
                    .promised(task.getOwner())
                    .map(days -> new Allowed(days, true))
                    .or(() -> usual(TaskKind.Codes.REFERRAL));
        }
        return ladder.time().or(() -> usual(TaskKind.Codes.of(task)));
    }

    private Optional<Allowed> usual(String code) {
        return pathway.step(code).map(step -> new Allowed(step.days(), step.businessDays()));
    }

    private static String trigger(Task task) {
        return switch (TaskKind.of(task)) {
            case ROOT -> "case." + State.of(task).business();
            case REFERRAL -> task.getStatus() == Task.TaskStatus.REQUESTED ? "referral.submitted" : "referral.accepted";
            case WORK -> "task." + TaskKind.Codes.of(task);
        };
    }

    ZonedDateTime due(String code, Reference owner, Instant now) {
        Allowed time = usual(code).orElseThrow(() -> new IllegalArgumentException("The pathway has no " + code));
        Reckoning by = places.reckoning(owner, time.business(), now);
        return TaskTime.started(time.seconds(), now)
                .due(by.businessTime())
                .orElseThrow()
                .atZone(by.calendar().zone());
    }

    /** Both calendars are shown where owner and patient are in different countries, and the closures that moved the due date. */
    void write(Task task, ClockRow row) {
        boolean patients = row.what().owner().startsWith("Patient/");
        Place other = patients ? places.desk() : places.of(task.getFor());
        Optional<WorkCalendar> theirs = other.country().map(country -> Calendars.of(other));
        SlaExtension.write(task, row, theirs);
        Closures skipped = row.skipped();
        SlaExtension.close(task, skipped, words.explain(skipped, task.getFor()));
    }
}
