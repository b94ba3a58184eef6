package health.consilium.smart;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/** The caller as Spring Security carries it through a FHIR request. */
record PartyPrincipal(AuthenticatedParty party) implements OAuth2AuthenticatedPrincipal {

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of("sub", party.subject(), "client_id", party.clientId(), "scope", List.copyOf(party.scopes()));
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + party.role()));
    }

    @Override
    public String getName() {
        return party.subject();
    }
}
