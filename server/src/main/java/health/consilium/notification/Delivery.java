package health.consilium.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A message on its way, with the event that it tells of.
 *
 * @param id the same in every attempt
 * @param recipient the Subscription, or whom the mail is for
 * @param number of the event within the Subscription; 0 for a mail
 * @param attempts begun so far
 * @param since when it was to be sent first
 * @param addressee that the event named, if any
 */
record Delivery(
        UUID id,
        String channel,
        String recipient,
        String caseNumber,
        long number,
        String state,
        int attempts,
        Instant since,
        String problem,
        String kind,
        String detail,
        String focus,
        String addressee,
        Instant occurredAt) {

    String subscriptionId() {
        return recipient.substring(recipient.indexOf('/') + 1);
    }

    /** A row of {@code notification_delivery} with its {@code notification_event}. */
    static Delivery of(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                row.getString("recipient"),
                row.getString("case_number"),
                row.getLong("number"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getString("problem"),
                row.getString("kind"),
                row.getString("detail"),
                row.getString("focus"),
                row.getString("addressee"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }
}
