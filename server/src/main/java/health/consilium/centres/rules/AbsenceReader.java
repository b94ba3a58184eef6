package health.consilium.centres.rules;

import health.consilium.centres.rules.ReviewService.Absence;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads days and why, such as {@code 2026-12-24/2027-01-01 Christmas}, and says what is wrong with what it cannot take. */
final class AbsenceReader {

    private static final int LONGEST = 366;

    /** What is wrong, and what to do about it. */
    record Flaw(String reason, String remedy) {}

    private final Optional<Absence> absence;
    private final Optional<Flaw> flaw;

    private AbsenceReader(Absence absence, Flaw flaw) {
        this.absence = Optional.ofNullable(absence);
        this.flaw = Optional.ofNullable(flaw);
    }

    static AbsenceReader of(String value) {
        String[] parts = value.split("\\s+", 2);
        String[] days = parts[0].split("/", -1);
        try {
            LocalDate from = LocalDate.parse(days[0]);
            LocalDate until = LocalDate.parse(days[days.length - 1]);
            Optional<Flaw> flaw = days.length > 2
                    ? Optional.of(new Flaw("has more than a first and a last day.", "Divide periods by semicolons."))
                    : flaw(from, until);
            return new AbsenceReader(
                    flaw.isPresent() ? null : new Absence(from, until, parts.length > 1 ? parts[1].strip() : null),
                    flaw.orElse(null));
        } catch (DateTimeException e) {
            return new AbsenceReader(
                    null,
                    new Flaw(
                            "does not begin with a day, or two.",
                            "Write days as year-month-day with a slash between the first and the last, then why: 2026-12-24/2027-01-01 Christmas."));
        }
    }

    private static Optional<Flaw> flaw(LocalDate from, LocalDate until) {
        if (until.isBefore(from)) {
            return Optional.of(new Flaw("ends before it begins.", "Put the first day before the last."));
        }
        return ChronoUnit.DAYS.between(from, until) < LONGEST
                ? Optional.empty()
                : Optional.of(new Flaw(
                        "is longer than a year.", "Set active to false for a service that takes part no more."));
    }

    Optional<Absence> absence() {
        return absence;
    }

    Optional<Flaw> flaw() {
        return flaw;
    }
}
