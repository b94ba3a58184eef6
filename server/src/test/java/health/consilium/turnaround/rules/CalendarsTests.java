package health.consilium.turnaround.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Due dates over real calendars. Each expected date follows from the source that stands beside it. */
class CalendarsTests {

    static Stream<Arguments> dueDates() {
        return Stream.of(
                due("India, over Diwali on Monday 20 October 2025", "IN", "", "2025-10-17T10:00", 1, "2025-10-21T10:00")
                        .from("Department of Personnel and Training, holidays of 2025"),
                due("India, over Guru Nanak's birthday", "IN", "", "2026-11-23T10:00", 1, "2026-11-25T10:00")
                        .from("Department of Personnel and Training, O.M. of 3 July 2025, holidays of 2026"),
                due("China, the Saturday that is worked", "CN", "", "2026-02-13T10:00", 1, "2026-02-14T10:00")
                        .from("State Council, arrangement of 2026: 14 February is worked"),
                due("China, over the new year", "CN", "", "2026-02-13T10:00", 2, "2026-02-24T10:00")
                        .from("State Council, arrangement of 2026: off from 15 to 23 February"),
                due("China, over the national day", "CN", "", "2025-09-30T16:00", 1, "2025-10-09T16:00")
                        .from("State Council, arrangement of 2025: off from 1 to 8 October"),
                due("China, a new year not arranged yet", "CN", "", "2028-01-24T10:00", 1, "2028-01-31T10:00")
                        .from(
                                "Hong Kong Observatory: new year on Wednesday 26 January 2028; eve and three days by law"),
                due("Emirates, over Eid al-Fitr", "AE", "", "2025-03-27T10:00", 2, "2025-04-02T22:00")
                        .from("Cabinet: 1 to 3 Shawwal, 30 March to 1 April 2025; Friday until noon"),
                due("Emirates, half a Friday", "AE", "", "2026-01-15T15:00", 1, "2026-01-19T03:00")
                        .from("u.ae: Friday until noon, Saturday and Sunday free"),
                due("Emirates, the week the weekend moved", "AE", "", "2021-12-30T10:00", 1, "2022-01-03T10:00")
                        .from("u.ae: Friday and Saturday until 2021, Saturday and Sunday from 1 January 2022"),
                due("Kenya, over Idd-ul-Fitr", "KE", "", "2025-03-28T09:00", 1, "2025-04-01T09:00")
                        .from("Kenya Gazette of 28 March 2025: Monday 31 March"),
                due("Kenya, a holiday on a Sunday", "KE", "", "2027-12-10T09:00", 1, "2027-12-14T09:00")
                        .from("Public Holidays Act: 12 December 2027 is a Sunday"),
                due("Baden-Württemberg, over Corpus Christi", "DE", "BW", "2026-06-03T12:00", 1, "2026-06-05T12:00")
                        .from("Feiertagsgesetz of Baden-Württemberg: 4 June 2026"),
                due("Berlin has no Corpus Christi", "DE", "Berlin", "2026-06-03T12:00", 1, "2026-06-04T12:00")
                        .from("Gesetz über die Sonn- und Feiertage of Berlin"),
                due("Bavaria by its name, Epiphany", "DE", "Bayern", "2026-01-05T12:00", 1, "2026-01-07T12:00")
                        .from("Feiertagsgesetz of Bavaria: Tuesday 6 January 2026"),
                due("Turkey, over the feast of sacrifice", "TR", "", "2026-05-26T10:00", 1, "2026-06-01T21:00")
                        .from("Law 2429: from one o'clock on 26 May to 30 May 2026"),
                due("Turkey, the eve of the Republic's day", "TR", "", "2026-10-28T10:00", 1, "2026-10-30T21:00")
                        .from("Law 2429: from one o'clock on 28 October and 29 October"),
                due(
                                "Saudi Arabia, a weekend of Friday and Saturday",
                                "SA",
                                "",
                                "2026-01-15T10:00",
                                1,
                                "2026-01-18T10:00")
                        .from("Royal order of June 2013"),
                due("Saudi Arabia before that order", "SA", "", "2013-01-16T10:00", 1, "2013-01-19T10:00")
                        .from("Thursday and Friday until June 2013"),
                due("A country whose holidays are not known", "UG", "", "2026-01-16T10:00", 1, "2026-01-17T10:00")
                        .from("CLDR: Sunday alone is free in Uganda"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dueDates")
    void workIsDueInTheBusinessDaysOfItsOwner(
            String what, String country, String state, String start, int days, String due) {
        WorkCalendar calendar = Calendars.of(Place.of(country, state, null));
        Instant from = LocalDateTime.parse(start).atZone(calendar.zone()).toInstant();
        BusinessTime time = new BusinessTime(calendar);
        assertThat(time.shown(time.plus(from, days * BusinessTime.DAY)))
                .isEqualTo(LocalDateTime.parse(due).atZone(calendar.zone()).toInstant());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // start and due in UTC
        "Pacific/Kiritimati, 2026-11-29T10:00:00Z, 2026-11-30T09:59:59Z",
        "Etc/GMT+12,         2026-11-27T12:00:00Z, 2026-11-28T11:59:59Z",
        "Pacific/Kiritimati, 2026-11-28T10:00:00Z, 2026-11-30T09:59:59Z",
        "Etc/GMT+12,         2026-11-28T12:00:00Z, 2026-12-01T11:59:59Z",
        // Friday at three in Berlin, over the change to winter time and to summer time
        "Europe/Berlin,      2026-10-23T13:00:00Z, 2026-10-26T14:00:00Z",
        "Europe/Berlin,      2026-03-27T14:00:00Z, 2026-03-30T13:00:00Z",
        // Samoa left out Friday 30 December 2011: what began on Thursday at ten is due on Monday at ten
        "Pacific/Apia,       2011-12-29T20:00:00Z, 2012-01-01T20:00:00Z"
    })
    void midnightAndTheHourAreThoseOfTheOwner(String zone, Instant start, Instant due) {
        BusinessTime time = new BusinessTime(Calendars.of(Place.of(null, null, zone)));
        assertThat(time.shown(time.plus(start, BusinessTime.DAY))).isEqualTo(due);
    }

    @Test
    void whatBeginsOnASundayIsDueAtTheEndOfMonday() {
        BusinessTime time = new BusinessTime(Calendars.of(Place.of("DE", null, null)));
        assertThat(time.shown(time.plus(Instant.parse("2026-11-22T11:00:00Z"), BusinessTime.DAY)))
                .isEqualTo(Instant.parse("2026-11-23T22:59:59Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "DE, BW, DE-BW, PUBLIC_HOLIDAYS, Europe/Berlin",
        "DEU, Baden-Württemberg, DE-BW, PUBLIC_HOLIDAYS, Europe/Berlin",
        "Germany, baden wurttemberg, DE-BW, PUBLIC_HOLIDAYS, Europe/Berlin",
        "China, , CN, PUBLIC_HOLIDAYS, Asia/Shanghai",
        "IN, Maharashtra, IN-MH, PUBLIC_HOLIDAYS, Asia/Kolkata",
        "KI, , KI, WEEKENDS_ONLY, Pacific/Tarawa",
        "Atlantis, , ZZ, FALLBACK, Z",
        ", , ZZ, FALLBACK, Z"
    })
    void theCalendarSaysWhatItKnows(String country, String state, String id, WorkCalendar.Basis basis, String zone) {
        WorkCalendar calendar = Calendars.of(Place.of(country, state, null));
        assertThat(calendar.id()).isEqualTo(id);
        assertThat(calendar.basis()).isEqualTo(basis);
        assertThat(calendar.zone().getRules()).isEqualTo(ZoneId.of(zone).getRules());
    }

    @Test
    @DisplayName("a zone that does not exist counts as none")
    void aZoneThatDoesNotExist() {
        assertThat(Place.of("DE", null, "Europe/Heidelberg").zoneOrUsual()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    private static Due due(String what, String country, String state, String start, int days, String due) {
        return new Due(what, country, state, start, days, due);
    }

    private record Due(String what, String country, String state, String start, int days, String due) {
        /** @param source what the expected date was read from */
        Arguments from(String source) {
            return Arguments.of(what + ": " + source, country, state, start, days, due);
        }
    }
}
