package health.consilium.people;

import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.SignInEvents;
import health.consilium.smart.SignInEvents.Method;
import health.consilium.smart.SignInEvents.SignInFailed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/**
 * Tells the rest of the server who was refused, whatever the way in. Not by what the library publishes: that knows nothing of a
 * sign-in which is refused before anybody is asked whose it is, such as an answer to no question.
 */
@Component
class RefusedSignIns {

    private final ApplicationEventPublisher events;
    private final Accounts accounts;

    RefusedSignIns(ApplicationEventPublisher events, Accounts accounts) {
        this.events = events;
        this.accounts = accounts;
    }

    AuthenticationFailureHandler told(Method way, AuthenticationFailureHandler next) {
        return (request, response, failure) -> {
            events.publishEvent(new SignInFailed(subject(way, request, failure), way, request.getRemoteAddr()));
            next.onAuthenticationFailure(request, response, failure);
        };
    }

    /** An account that there is. */
    private String subject(Method way, HttpServletRequest request, AuthenticationException failure) {
        Optional<String> named = way == Method.PASSWORD
                ? Optional.ofNullable(request.getParameter("username"))
                : Optional.of(failure)
                        .filter(AccountRefusedException.class::isInstance)
                        .map(refused -> ((AccountRefusedException) refused).username());
        return named.flatMap(accounts::find).map(Account::username).orElse(SignInEvents.UNKNOWN);
    }
}
