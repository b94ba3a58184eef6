package health.consilium.delivery;

import health.consilium.workflow.CaseFile;
import health.consilium.workflow.OpinionFile;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The delivered opinion behind a SMART Health Link. */
@Component
class HandOut {

    private final OpinionFile opinions;
    private final SharedLinks links;

    HandOut(OpinionFile opinions, SharedLinks links) {
        this.opinions = opinions;
        this.links = links;
    }

    /** A new link each time, where the channel is one: nobody knows the key of an earlier one any more. */
    Optional<Delivery.Link> link(CaseFile file, DeliverRequest request) {
        if (request.channel() != DeliverRequest.Channel.SHL) {
            return Optional.empty();
        }
        String passcode = request.passcode().orElseGet(links::newPasscode);
        return Optional.of(new Delivery.Link(links.make(file.number(), opinions.of(file), passcode), passcode));
    }
}
