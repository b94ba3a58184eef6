package health.consilium.delivery.rules;

import com.ibm.icu.util.VTimeZone;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A talk as iCalendar (RFC 5545), to be taken into a calendar by a request or taken out by a cancellation (RFC 5546). It says
 * when, with whom by part and not by name, and not why: calendars are shared, and lie with companies.
 *
 * @param uid the same for all versions of the talk
 * @param sequence grows with each version
 * @param method REQUEST or CANCEL
 * @param status TENTATIVE, CONFIRMED or CANCELLED
 * @param zone on whose clock it is told
 * @param stamp when this version was written
 */
public record CalendarEntry(
        String uid,
        int sequence,
        String method,
        String status,
        Instant start,
        Instant end,
        ZoneId zone,
        Instant stamp,
        String summary,
        Party organizer,
        List<Party> attendees) {

    private static final int OCTETS = 75;
    private static final Duration FROM = Duration.ofDays(400);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * @param address a URI that tells nothing of the person
     * @param name the part, such as specialist
     * @param answer NEEDS-ACTION, ACCEPTED or DECLINED
     */
    public record Party(String address, String name, String answer) {}

    public CalendarEntry {
        attendees = List.copyOf(attendees);
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Consilium//Teleconsultation//EN");
        line(text, "CALSCALE:GREGORIAN");
        line(text, "METHOD:" + method);
        text.append(zoneRules());
        event(text);
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    private void event(StringBuilder text) {
        line(text, "BEGIN:VEVENT");
        line(text, "UID:" + uid);
        line(text, "SEQUENCE:" + sequence);
        line(text, "DTSTAMP:" + UTC.format(stamp));
        line(text, "DTSTART;TZID=" + zone.getId() + ":" + LOCAL.format(start.atZone(zone)));
        line(text, "DTEND;TZID=" + zone.getId() + ":" + LOCAL.format(end.atZone(zone)));
        line(text, "SUMMARY:" + escaped(summary));
        line(text, "STATUS:" + status);
        line(text, "CLASS:PRIVATE");
        line(text, "ORGANIZER;CN=" + quoted(organizer.name()) + ":" + organizer.address());
        attendees.forEach(party -> line(
                text,
                "ATTENDEE;CN=" + quoted(party.name()) + ";ROLE=REQ-PARTICIPANT;PARTSTAT=" + party.answer() + ":"
                        + party.address()));
        line(text, "END:VEVENT");
    }

    /**
     * The clock changes of the zone, so that no reader needs to know them. ICU has them as in the IANA database. From more than a
     * year before, because the change that made the time of the talk what it is must be among them.
     */
    private String zoneRules() {
        StringWriter written = new StringWriter();
        try {
            VTimeZone.create(zone.getId()).write(written, start.minus(FROM).toEpochMilli());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringBuilder rules = new StringBuilder();
        written.toString().lines().filter(line -> !line.startsWith("X-")).forEach(line -> line(rules, line));
        return rules.toString();
    }

    /** RFC 5545, 3.1: at most 75 octets a line, never within a character. */
    private static void line(StringBuilder text, String line) {
        int octets = 0;
        for (int at = 0; at < line.length(); ) {
            int character = line.codePointAt(at);
            String one = Character.toString(character);
            int length = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + length > OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(one);
            octets += length;
            at += Character.charCount(character);
        }
        text.append("\r\n");
    }

    /** RFC 5545, 3.3.11 */
    private static String escaped(String words) {
        return words.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r", "")
                .replace("\n", "\\n");
    }

    /** RFC 5545, 3.2: a quoted value has neither quotes nor control characters. */
    private static String quoted(String words) {
        return "\"" + words.replace('"', '\'').replaceAll("\\p{Cntrl}", " ") + "\"";
    }
}
