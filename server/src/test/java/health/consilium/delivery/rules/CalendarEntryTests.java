package health.consilium.delivery.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Read back by ical4j, which knows nothing of how they were written. */
class CalendarEntryTests {

    private static final Instant STAMP = Instant.parse("2026-11-25T09:00:00Z");

    /** Local times by the IANA database; around the changes of clocks, and at both ends of the world. */
    @ParameterizedTest
    @CsvSource({
        "Africa/Nairobi,      2026-11-06T10:00:00Z, 2026-11-06T13:00",
        "Asia/Kolkata,        2026-11-06T10:00:00Z, 2026-11-06T15:30",
        "Europe/Berlin,       2026-10-24T10:00:00Z, 2026-10-24T12:00",
        "Europe/Berlin,       2026-10-25T10:00:00Z, 2026-10-25T11:00",
        "Europe/Berlin,       2027-03-28T10:00:00Z, 2027-03-28T12:00",
        "America/New_York,    2026-11-01T15:00:00Z, 2026-11-01T10:00",
        "America/New_York,    2026-10-31T15:00:00Z, 2026-10-31T11:00",
        "Africa/Cairo,        2027-07-06T10:00:00Z, 2027-07-06T13:00",
        "Australia/Lord_Howe, 2027-01-06T10:00:00Z, 2027-01-06T21:00",
        "Pacific/Kiritimati,  2026-11-06T10:00:00Z, 2026-11-07T00:00",
        "Etc/UTC,             2026-11-06T10:00:00Z, 2026-11-06T10:00"
    })
    void aCalendarShowsTheTalkAtTheRightMomentOnTheLocalClock(String zone, Instant start, String local)
            throws Exception {
        String text = entry(zone, start, "Video consultation").text();

        VEvent event = event(text);
        assertThat(Instant.from(event.getDateTimeStart().getDate())).isEqualTo(start);
        assertThat(ZonedDateTime.from(event.getDateTimeStart().getDate()).toLocalDateTime())
                .hasToString(local);
        assertThat(Instant.from(event.getDateTimeEnd().getDate())).isEqualTo(start.plus(30, ChronoUnit.MINUTES));
        assertThat(text).contains("BEGIN:VTIMEZONE\r\nTZID:" + zone + "\r\n");
    }

    @Test
    void itIsARequestThatPassesTheRules() throws Exception {
        Calendar calendar =
                calendar(entry("Asia/Kolkata", STAMP, "Video consultation").text());

        assertThat(calendar.validate().getEntries()).isEmpty();
        VEvent event = (VEvent) calendar.getComponent("VEVENT").orElseThrow();
        assertThat(event.getProperty(Property.UID).orElseThrow().getValue()).isEqualTo("17@consilium.test");
        assertThat(event.getProperty(Property.SEQUENCE).orElseThrow().getValue())
                .isEqualTo("3");
        assertThat(event.getProperties(Property.ATTENDEE)).hasSize(2);
    }

    @Test
    void noLineIsLongerThan75OctetsAndNoLetterIsCut() throws Exception {
        String summary = "वीडियो परामर्श, विशेषज्ञ और दुभाषिया के साथ; कृपया समय पर जुड़ें";

        String text = entry("Asia/Kolkata", STAMP, summary).text();

        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(75));
        assertThat(event(text).getSummary().getValue()).isEqualTo(summary);
    }

    @Test
    void wordsCannotBreakOutOfTheirProperty() throws Exception {
        String text = entry("Asia/Kolkata", STAMP, "Talk\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other")
                .text();

        assertThat(calendar(text).getComponents("VEVENT")).hasSize(1);
    }

    private static CalendarEntry entry(String zone, Instant start, String summary) {
        return new CalendarEntry(
                "17@consilium.test",
                3,
                "REQUEST",
                "CONFIRMED",
                start,
                start.plus(30, ChronoUnit.MINUTES),
                ZoneId.of(zone),
                STAMP,
                summary,
                new CalendarEntry.Party("urn:uuid:00000000-0000-0000-0000-000000000001", "Desk \"one\"", "ACCEPTED"),
                List.of(
                        new CalendarEntry.Party("urn:uuid:00000000-0000-0000-0000-000000000002", "Patient", "ACCEPTED"),
                        new CalendarEntry.Party(
                                "urn:uuid:00000000-0000-0000-0000-000000000003", "Specialist", "NEEDS-ACTION")));
    }

    private static Calendar calendar(String text) throws Exception {
        return new CalendarBuilder().build(new StringReader(text));
    }

    private static VEvent event(String text) throws Exception {
        return (VEvent) calendar(text).getComponent("VEVENT").orElseThrow();
    }
}
