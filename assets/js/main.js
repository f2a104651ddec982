import htmx from "htmx.org"; console.log(htmx.version);
