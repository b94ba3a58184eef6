package health.consilium.people;

import health.consilium.people.PeopleEvents.SignInRefused;
import health.consilium.people.PeopleEvents.SignedIn;
import health.consilium.smart.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Tells the rest of the server who came in and who was refused, whatever the way. */
@Component
class SignInOutcome {

    private final ApplicationEventPublisher events;
    private final Clock clock;

    SignInOutcome(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    AuthenticationSuccessHandler told(AuthenticationSuccessHandler next) {
        return (request, response, authentication) -> {
            publish(request, authentication);
            next.onAuthenticationSuccess(request, response, authentication);
        };
    }

    AuthenticationFailureHandler told(String way, AuthenticationFailureHandler next) {
        return (request, response, failure) -> {
            events.publishEvent(new SignInRefused(way, request.getRemoteAddr(), clock.instant()));
            next.onAuthenticationFailure(request, response, failure);
        };
    }

    void publish(HttpServletRequest request, Authentication authentication) {
        SignIn.of(authentication)
                .ifPresent(signIn -> events.publishEvent(
                        new SignedIn(signIn.username(), signIn.assurance(), request.getRemoteAddr(), clock.instant())));
    }
}
