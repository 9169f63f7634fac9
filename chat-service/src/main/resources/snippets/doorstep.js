/* Loads Doorstep's chat on a page without modules, and puts it there where the page names a product. */
(function () {
  var script = document.currentScript;
  var host = new URL(script.src).origin;
  import(host + "/doorstep-client.VERSION.js").catch(function () {
    return import(host + "/doorstep-client.js");
  });
  if (!script.dataset.productId) return;
  var chat = document.createElement("doorstep-chat");
  Object.keys(script.dataset).forEach(function (name) {
    chat.setAttribute(name.replace(/[A-Z]/g, function (letter) { return "-" + letter.toLowerCase(); }), script.dataset[name]);
  });
  if (document.body) document.body.append(chat);
  else document.addEventListener("DOMContentLoaded", function () { document.body.append(chat); });
})();
