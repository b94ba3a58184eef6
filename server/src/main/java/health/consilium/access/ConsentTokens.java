package health.consilium.access;

import health.consilium.smart.TokenRevocation;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** With a consent end the access tokens of who held it. Grants are asked again all the same; this is for what asks tokens alone. */
@Component
class ConsentTokens {

    private final TokenRevocation tokens;

    ConsentTokens(TokenRevocation tokens) {
        this.tokens = tokens;
    }

    @EventListener
    void on(ConsentEnded ended) {
        tokens.endAccessOf(ended.party());
    }
}
