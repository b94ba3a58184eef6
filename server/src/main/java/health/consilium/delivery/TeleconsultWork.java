package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import java.time.Clock;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The Task {@code hold-teleconsult}: it is done when a booked talk has begun. Ended otherwise, its talks are cancelled. */
@Component
class TeleconsultWork implements TaskRule, TaskEffect, Arrangement {

    private final Cases cases;
    private final Teleconsults talks;
    private final Clock clock;

    TeleconsultWork(@Lazy Cases cases, @Lazy Teleconsults talks, Clock clock) {
        this.cases = cases;
        this.talks = talks;
        this.clock = clock;
    }

    @Override
    public String code() {
        return Teleconsults.CODE;
    }

    @Override
    public Task open(CaseFile file, ArrangeRequest request, Caller caller) {
        return talks.open(file);
    }

    @Override
    public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
        boolean held = cases.of(after).stream()
                .flatMap(file -> talks.underWay(file).stream())
                .anyMatch(this::hasBegun);
        return after.getStatus() == TaskStatus.COMPLETED && !held
                ? Optional.of(Refusal.unprocessable(
                        "not-ready",
                        "This is done when a booked talk has begun. If there is none, reject this Task; its talks are then"
                                + " cancelled.",
                        "Task.status"))
                : Optional.empty();
    }

    private boolean hasBegun(Appointment talk) {
        return talk.getStatus() == AppointmentStatus.BOOKED
                && !talk.getStart().toInstant().isAfter(clock.instant());
    }

    @Override
    public void ended(CaseFile file, Task task) {
        talks.underWay(file).forEach(talk -> {
            if (task.getStatus() == TaskStatus.COMPLETED && hasBegun(talk)) {
                talks.end(talk, AppointmentStatus.FULFILLED);
            } else {
                talks.cancel(talk, "oth", "Other");
            }
        });
    }
}
