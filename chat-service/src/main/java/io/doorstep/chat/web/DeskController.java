package io.doorstep.chat.web;

import io.doorstep.chat.client.AgentNames;
import java.security.Principal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The desk, where agents answer. */
@Controller
class DeskController {

    private final AgentNames names;
    private final DeskSettings settings;
    private final ProductSettings products;

    DeskController(AgentNames names, DeskSettings settings, ProductSettings products) {
        this.names = names;
        this.settings = settings;
        this.products = products;
    }

    @GetMapping("/desk")
    String desk(Principal agent, CsrfToken csrf, Model model) {
        model.addAttribute("agent", names.of(agent.getName()));
        model.addAttribute("answers", settings.answers());
        model.addAttribute("pageUrl", products.pageUrl());
        model.addAttribute("pictureUrl", products.pictureUrl());
        model.addAttribute("csrfName", csrf.getParameterName());
        model.addAttribute("csrfToken", csrf.getToken());
        return "desk";
    }
}
