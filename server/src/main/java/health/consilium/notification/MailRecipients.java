package health.consilium.notification;

import health.consilium.notification.Outbox.Event;
import health.consilium.notification.rules.Topic;
import health.consilium.workflow.WorkflowSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** Who gets a mail about an event: the one who has to know or to act, whoever acts for that one, and nobody else. */
@Component
class MailRecipients {

    private static final Set<String> CENTRE_WAITS = Set.of("awaiting-information", "additional-tests");

    private final MailChannel channel;
    private final Outbox outbox;
    private final MailReaders readers;
    private final WorkflowSettings settings;

    MailRecipients(MailChannel channel, Outbox outbox, MailReaders readers, WorkflowSettings settings) {
        this.channel = channel;
        this.outbox = outbox;
        this.readers = readers;
        this.settings = settings;
    }

    List<String> of(Event event, Task focus) {
        if (!channel.isOn() || !channel.hasText(event.kind(), event.detail())) {
            return List.of();
        }
        Stream<String> concerned = event.kind().equals(TranslatorNews.KIND)
                ? readers.translatorsFor(focus).stream()
                : party(event, focus).stream().flatMap(this::withThoseWhoAct);
        return concerned.filter(party -> !event.actor().isOneOf(party, null)).toList();
    }

    private Stream<String> withThoseWhoAct(String party) {
        return Stream.concat(Stream.of(party), readers.actingFor(party).stream());
    }

    private Optional<String> party(Event event, Task focus) {
        if (event.addressee() != null) {
            return Optional.of(event.addressee());
        }
        return Topic.ofCode(event.kind()).flatMap(topic -> switch (topic) {
            case CASE_STAGE_CHANGED ->
                outbox.isPassedThrough(event)
                        ? Optional.empty()
                        : Optional.ofNullable(focus.getFor().getReference());
            case INFORMATION_REQUESTED ->
                CENTRE_WAITS.contains(event.detail())
                        ? Optional.of(settings.coordinationDeskReference())
                        : Optional.ofNullable(focus.getOwner().getReference());
            case REFERRAL_SUBMITTED, PACKAGE_WITHDRAWN ->
                Optional.ofNullable(focus.getOwner().getReference());
            case REPORT_SUBMITTED -> Optional.of(settings.coordinationDeskReference());
        });
    }
}
