package health.consilium.smart;

import health.consilium.smart.SignInEvents.Method;
import health.consilium.smart.SignInEvents.SignInFailed;
import health.consilium.smart.SignInEvents.SignedIn;
import health.consilium.smart.SignInEvents.SignedOut;
import health.consilium.smart.SignInEvents.TokenIssued;
import health.consilium.smart.SignInEvents.TokenRevoked;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;

/** Turns what Spring Security tells of authentication into {@link SignInEvents}. A bearer token with a request is no sign-in. */
@Component
class SignInWatch {

    private static final Map<Assurance, Method> WAYS = Map.of(
            Assurance.PASSWORD, Method.PASSWORD,
            Assurance.PASSKEY, Method.PASSKEY,
            Assurance.LINK, Method.ONE_TIME_LINK);

    /** By name: it comes only where there are upstream providers, and our sign-in takes its place later. */
    private static final String UPSTREAM = "OAuth2LoginAuthenticationToken";

    private final ApplicationEventPublisher events;
    private final ClientStore clients;
    private final OAuth2AuthorizationService authorizations;

    SignInWatch(ApplicationEventPublisher events, ClientStore clients, OAuth2AuthorizationService authorizations) {
        this.events = events;
        this.clients = clients;
        this.authorizations = authorizations;
    }

    @EventListener
    void succeeded(AuthenticationSuccessEvent event) {
        Authentication authentication = event.getAuthentication();
        if (authentication instanceof OAuth2AccessTokenAuthenticationToken token) {
            String client = token.getRegisteredClient().getClientId();
            events.publishEvent(new TokenIssued(subject(token, client), client, RequestAddress.current()));
        } else if (authentication instanceof OAuth2TokenRevocationAuthenticationToken revocation) {
            revoked(revocation);
        } else {
            method(authentication)
                    .ifPresent(method -> events.publishEvent(
                            new SignedIn(authentication.getName(), method, RequestAddress.current())));
        }
    }

    /** That of an unknown token succeeds as well, and ends nothing. */
    private void revoked(OAuth2TokenRevocationAuthenticationToken revocation) {
        OAuth2Authorization stored = authorizations.findByToken(revocation.getToken(), null);
        if (stored != null) {
            events.publishEvent(
                    new TokenRevoked(stored.getPrincipalName(), revocation.getName(), RequestAddress.current(), false));
        }
    }

    /** The client stands as principal; whom the token is for is in what is stored of it. */
    private String subject(OAuth2AccessTokenAuthenticationToken token, String client) {
        OAuth2Authorization stored =
                authorizations.findByToken(token.getAccessToken().getTokenValue(), OAuth2TokenType.ACCESS_TOKEN);
        return stored == null ? client : stored.getPrincipalName();
    }

    /** Of clients. Who refuses people knows more of it than this event. */
    @EventListener
    void failed(AbstractAuthenticationFailureEvent event) {
        if (event.getAuthentication() instanceof OAuth2ClientAuthenticationToken client) {
            String name = String.valueOf(client.getName());
            boolean known = clients.findByClientId(name) != null;
            events.publishEvent(new SignInFailed(
                    known ? name : SignInEvents.UNKNOWN, Method.CLIENT_CREDENTIALS, RequestAddress.current()));
        }
    }

    @EventListener
    void left(LogoutSuccessEvent event) {
        events.publishEvent(new SignedOut(event.getAuthentication().getName(), RequestAddress.current()));
    }

    private static Optional<Method> method(Authentication authentication) {
        return authentication.getClass().getSimpleName().equals(UPSTREAM)
                ? Optional.of(Method.OPENID_CONNECT)
                : SignIn.of(authentication).map(signIn -> WAYS.get(signIn.assurance()));
    }

    /** Spring tells of failed clients only when asked to. */
    @Configuration(proxyBeanMethods = false)
    static class FailuresOfClients {

        @Bean
        DefaultAuthenticationEventPublisher authenticationEventPublisher(ApplicationEventPublisher events) {
            DefaultAuthenticationEventPublisher publisher = new DefaultAuthenticationEventPublisher(events);
            publisher.setAdditionalExceptionMappings(
                    Map.of(OAuth2AuthenticationException.class, AuthenticationFailureBadCredentialsEvent.class));
            return publisher;
        }
    }
}
