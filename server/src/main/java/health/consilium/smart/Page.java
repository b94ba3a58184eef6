package health.consilium.smart;

import java.util.Map;

/** A page of this module. */
enum Page {
    CONSENT("consent.html"),
    ACCOUNT("account.html"),
    APPS("apps.html"),
    APP("app.html"),
    STYLE("smart.css");

    private final PageTemplate template;

    Page(String file) {
        this.template = PageTemplate.beside(Page.class, file);
    }

    /** As {@link PageTemplate#render}. */
    String render(Map<String, String> texts, Map<String, String> markup) {
        return template.render(texts::get, markup::get);
    }
}
