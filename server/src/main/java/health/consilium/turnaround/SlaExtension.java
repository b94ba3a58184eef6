package health.consilium.turnaround;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import health.consilium.fhir.FhirPackage;
import health.consilium.turnaround.rules.BusinessTime;
import health.consilium.turnaround.rules.Closures;
import health.consilium.turnaround.rules.WorkCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;

/** The clock as a Task shows it. */
final class SlaExtension {

    static final String URL = FhirPackage.CANONICAL + "/StructureDefinition/sla";
    static final String TAG = FhirPackage.CANONICAL + "/CodeSystem/task-tag";
    static final String OVERDUE = "overdue";
    private static final String CLOSED = "closed";
    private static final String EXPLANATION = "explanation";

    private SlaExtension() {}

    /** Writes the clock and the due date into the Task; what the chase has reached stays. */
    static void write(Task task, ClockRow row, Optional<WorkCalendar> other) {
        Extension sla = of(task);
        WorkCalendar calendar = row.calendar();
        set(sla, "budget", new Extension("budget", days(row.time().budget())));
        set(sla, "calendar", new Extension("calendar", new CodeType(calendar.id())));
        set(
                sla,
                "calendarBasis",
                new Extension("calendarBasis", new CodeType(calendar.basis().code())));
        set(sla, "zone", new Extension("zone", new CodeType(calendar.zone().getId())));
        set(sla, "clockStart", new Extension("clockStart", new DateTimeType(Date.from(row.startedAt()))));
        other.filter(theirs -> !theirs.id().equals(calendar.id()))
                .ifPresent(
                        theirs -> set(sla, "otherCalendar", new Extension("otherCalendar", new CodeType(theirs.id()))));
        if (row.time().paused() > 0) {
            set(sla, "paused", new Extension("paused", days(row.time().paused())));
        }
        row.breachedAt().ifPresent(when -> breach(task, when));
        task.getRestriction()
                .getPeriod()
                .setStartElement(at(row.startedAt(), calendar))
                .setEndElement(at(row.dueAt(), calendar));
    }

    /** Writes the days on which the owner is closed, which moved the due date, and says so; none of an earlier due date stays. */
    static void close(Task task, Closures closures, Optional<StringType> explanation) {
        Extension sla = of(task);
        sla.getExtension().removeIf(old -> CLOSED.equals(old.getUrl()) || EXPLANATION.equals(old.getUrl()));
        closures.periods().forEach(closure -> {
            Period during = new Period();
            during.setStartElement(new DateTimeType(closure.from().toString()));
            during.setEndElement(new DateTimeType(closure.until().toString()));
            sla.addExtension(new Extension(CLOSED, during));
        });
        explanation.ifPresent(text -> sla.addExtension(new Extension(EXPLANATION, text)));
    }

    /** In the offset of the owner: the date that is read is the date that is meant. */
    private static DateTimeType at(Instant instant, WorkCalendar calendar) {
        DateTimeType time = new DateTimeType(Date.from(instant));
        time.setPrecision(TemporalPrecisionEnum.SECOND);
        time.setTimeZone(TimeZone.getTimeZone(calendar.zone()));
        return time;
    }

    static void breach(Task task, Instant when) {
        set(of(task), "breachedAt", new Extension("breachedAt", new DateTimeType(Date.from(when))));
    }

    static void reach(Task task, String step) {
        set(of(task), "chaseLevel", new Extension("chaseLevel", new CodeType(step)));
    }

    static void tagOverdue(Task task) {
        if (task.getMeta().getTag(TAG, OVERDUE) == null) {
            task.getMeta().addTag(new Coding(TAG, OVERDUE, null));
        }
    }

    private static Extension of(Task task) {
        Extension sla = task.getExtensionByUrl(URL);
        return sla == null ? task.addExtension().setUrl(URL) : sla;
    }

    private static void set(Extension sla, String part, Extension value) {
        sla.getExtension().removeIf(old -> part.equals(old.getUrl()));
        sla.addExtension(value);
    }

    private static Duration days(long seconds) {
        BigDecimal value = BigDecimal.valueOf(seconds)
                .divide(BigDecimal.valueOf(BusinessTime.DAY), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        Duration days = new Duration();
        days.setValue(value.scale() < 0 ? value.setScale(0) : value)
                .setSystem("http://unitsofmeasure.org")
                .setCode("d")
                .setUnit("days");
        return days;
    }
}
